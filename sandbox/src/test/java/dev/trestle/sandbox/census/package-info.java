/** Tests of {@code dev.trestle.sandbox.census}. */
@org.jspecify.annotations.NullMarked
package dev.trestle.sandbox.census;
