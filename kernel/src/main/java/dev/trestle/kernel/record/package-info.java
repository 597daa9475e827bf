/**
 * The contract between whoever settles journal entries and the store of canonical resources. Start
 * with {@link dev.trestle.kernel.record.RecordApplier}. How resources are folded, sealed and
 * searched is the records module's own affair.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.kernel.record;
