/** What is measured: each class measures one thing and writes its section of the report. */
@NullMarked
package dev.trestle.bench.measure;

import org.jspecify.annotations.NullMarked;
