/** Tests of {@code dev.trestle.identity.measure}. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.measure;
