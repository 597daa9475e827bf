/**
 * What is sent to the platform, and what sending it cost; {@link dev.trestle.bench.load.Feed} is
 * where to start.
 */
@NullMarked
package dev.trestle.bench.load;

import org.jspecify.annotations.NullMarked;
