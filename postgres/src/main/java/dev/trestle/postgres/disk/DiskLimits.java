package dev.trestle.postgres.disk;

import java.time.Duration;

/**
 * How much room must be left where DATA is.
 *
 * @param pauseBelowBytes with less, intake stops: well above what PostgreSQL needs for its log
 * @param resumeAboveBytes with more, intake goes on; above {@code pauseBelowBytes}, so that it does
 *     not flap, and at least twice the ballast, so that a disk on which the ballast was just given
 *     up does not pass for one with room
 * @param ballastBytes size of the file that is given up to let recovery finish; recovery needs two
 *     segments of the log (16 MB each) and a checkpoint
 * @param poll how often the free space is read
 */
public record DiskLimits(
    long pauseBelowBytes, long resumeAboveBytes, long ballastBytes, Duration poll) {
  private static final long MEGABYTE = 1L << 20;
  private static final long PAUSE_BELOW_BYTES = 1024 * MEGABYTE;
  private static final long RESUME_ABOVE_BYTES = 1536 * MEGABYTE;
  private static final long BALLAST_BYTES = 64 * MEGABYTE;
  private static final Duration POLL = Duration.ofMillis(500);

  /** Rejects limits that would flap, or take a given-up ballast for room. */
  public DiskLimits {
    if (pauseBelowBytes < 0 || resumeAboveBytes <= pauseBelowBytes || ballastBytes < 0) {
      throw new IllegalArgumentException("The resume limit must be above the pause limit.");
    }
    if (resumeAboveBytes < 2 * ballastBytes) {
      throw new IllegalArgumentException("The resume limit must be at least twice the ballast.");
    }
  }

  /** At 100 MB/s of intake the room lasts ten seconds, twenty times the poll. */
  public static DiskLimits standard() {
    return new DiskLimits(PAUSE_BELOW_BYTES, RESUME_ABOVE_BYTES, BALLAST_BYTES, POLL);
  }
}
