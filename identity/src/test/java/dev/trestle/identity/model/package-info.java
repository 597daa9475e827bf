/** Tests of {@code dev.trestle.identity.model}. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.model;
