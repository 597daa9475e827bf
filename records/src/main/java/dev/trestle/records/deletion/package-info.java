/**
 * A source that suddenly deletes what it used to send is stopped from deleting, before an upgrade
 * of its system empties the charts. Start with {@link dev.trestle.records.deletion.DeletionWatch}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.records.deletion;
