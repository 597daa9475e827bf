/**
 * The write path: from translated journal entries to new versions. Start with {@link
 * dev.trestle.records.apply.RecordStore}. It never commits, and keeps nothing in memory between
 * batches.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.records.apply;
