/**
 * Keeps Trestle away from a full disk: a watermark below which nothing more is taken in, and a
 * ballast file whose room lets PostgreSQL finish its recovery when the disk did fill up. Start with
 * {@link dev.trestle.postgres.disk.DiskGuard}. Nothing here may delete anything but the ballast.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.postgres.disk;
