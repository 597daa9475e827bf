/**
 * What does not fit into memory while a file is linked goes to disk and comes back: sorted runs
 * ({@link dev.trestle.identity.spill.LongSorter}, {@link dev.trestle.identity.spill.RecordSorter}),
 * rows in order and pages under numbers. Every block is sealed with a key that only this process
 * has, and the files are gone when it ends, however it ends. Knows nothing of people.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.spill;
