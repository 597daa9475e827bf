/**
 * A consistent copy of the database in one sealed file, and the way back. Start with {@link
 * dev.trestle.postgres.backup.Backup} and {@link dev.trestle.postgres.backup.Restore}. It knows
 * tables only from the catalogue, so that no table is forgotten; it must not know what they mean.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.postgres.backup;
