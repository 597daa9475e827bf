/**
 * Impact: what came of a source and period, a message, a mapping, a row of a code table or a link.
 * Start with {@link dev.trestle.app.impact.Impact}. Sets stay in the database; what is shown are
 * ids, never what stands in a resource.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.impact;
