/** Tests of {@code dev.trestle.identity.block}. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.block;
