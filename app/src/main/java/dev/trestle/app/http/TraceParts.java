package dev.trestle.app.http;

import dev.trestle.app.impact.Impact;
import dev.trestle.app.impact.RowSearch;
import dev.trestle.app.lineage.LineageParts;

/** The parts that follow a value back to its bytes, and a cause to what came of it. */
public record TraceParts(LineageParts lineage, Impact impact, RowSearch rows) {}
