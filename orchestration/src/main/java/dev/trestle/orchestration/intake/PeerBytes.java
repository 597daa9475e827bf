package dev.trestle.orchestration.intake;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many first bytes each peer may put on record: an hour's worth at once, refilled evenly. A
 * ledger that a peer can fill at will would be a way to fill the disk. Thread-safe.
 */
final class PeerBytes {
  /** Peers remembered; the one longest unseen is forgotten first. */
  private static final int PEERS_LIMIT = 4096;

  private static final double NANOS_PER_HOUR = 3600e9;

  private record Allowance(double bytes, long atNanos) {}

  private final long bytesPerHour;
  private final Map<String, Allowance> allowances =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
          return size() > PEERS_LIMIT;
        }
      };

  PeerBytes(long bytesPerHour) {
    this.bytesPerHour = bytesPerHour;
  }

  /** How many of the wanted bytes may be kept. */
  synchronized int grant(String peer, int wanted) {
    long now = System.nanoTime();
    Allowance before = allowances.getOrDefault(peer, new Allowance((double) bytesPerHour, now));
    double refill = (now - before.atNanos()) / NANOS_PER_HOUR * (double) bytesPerHour;
    double there = Math.min((double) bytesPerHour, before.bytes() + refill);
    int granted = (int) Math.min(wanted, there);
    allowances.put(peer, new Allowance(there - granted, now));
    return granted;
  }
}
