/** Tests of {@code dev.trestle.identity.compare}. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.compare;
