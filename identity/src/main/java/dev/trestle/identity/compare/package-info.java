/**
 * How alike two values of one field are: which level of agreement holds first. Symmetric, pure, no
 * tables of weights. Start with {@link dev.trestle.identity.compare.NameLevel}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.compare;
