/** Tests of what is derived from measurements. */
@org.jspecify.annotations.NullMarked
package dev.trestle.bench.measure;
