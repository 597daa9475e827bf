/**
 * Processor time and memory of processes, read from Linux' {@code /proc} (proc(5)); {@link
 * dev.trestle.bench.process.Usage} is where to start. Nothing here touches what it measures.
 */
@NullMarked
package dev.trestle.bench.process;

import org.jspecify.annotations.NullMarked;
