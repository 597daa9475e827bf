/** Tests of {@code dev.trestle.identity.read}. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.read;
