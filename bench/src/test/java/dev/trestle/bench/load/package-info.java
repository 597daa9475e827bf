/** Tests of what is sent. */
@org.jspecify.annotations.NullMarked
package dev.trestle.bench.load;
