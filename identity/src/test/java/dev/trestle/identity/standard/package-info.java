/** Tests of {@code dev.trestle.identity.standard}. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.standard;
