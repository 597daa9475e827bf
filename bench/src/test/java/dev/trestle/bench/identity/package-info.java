/** Tests of {@code dev.trestle.bench.identity}. */
@org.jspecify.annotations.NullMarked
package dev.trestle.bench.identity;
