/** Figures as the report prints them, and the report itself. */
@NullMarked
package dev.trestle.bench.report;

import org.jspecify.annotations.NullMarked;
