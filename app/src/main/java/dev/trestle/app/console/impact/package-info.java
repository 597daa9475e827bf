/** What came of something that was wrong: the question, counts, first rows, the export. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.impact;
