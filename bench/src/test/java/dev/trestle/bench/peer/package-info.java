/** Tests of how peers are read. */
@org.jspecify.annotations.NullMarked
package dev.trestle.bench.peer;
