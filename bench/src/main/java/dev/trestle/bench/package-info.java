/**
 * Measures the budgets of the design and their peers in one run; {@link dev.trestle.bench.Bench} is
 * where to start. Nothing of the platform may depend on it, and it claims nothing that it did not
 * measure in that run.
 */
@NullMarked
package dev.trestle.bench;

import org.jspecify.annotations.NullMarked;
