/** Peers that run as programs of their own, on class paths of their own; each is optional. */
@NullMarked
package dev.trestle.bench.peer;

import org.jspecify.annotations.NullMarked;
