package dev.trestle.postgres.disk;

/** How full the disk is. */
public enum DiskState {
  /** Enough room. */
  ROOMY,
  /** Below the watermark: take nothing more in. What is in may be worked on. */
  LOW,
  /** Below it, and the ballast is given up: write nothing that can wait. */
  CRITICAL
}
