/** Tests of what is read from /proc, with texts as Linux writes them. */
@org.jspecify.annotations.NullMarked
package dev.trestle.bench.process;
