/** Tests of {@code dev.trestle.identity.train}. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.train;
