package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.transport.mllp.FrameEvent.Broken;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the handler of incidents, with first bytes only within what each peer address may put on
 * record: an hour's worth at once, refilled evenly. The incident itself is always told.
 */
final class IncidentRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentRecorder.class);

  /** Addresses remembered; the one longest unseen is forgotten first. */
  private static final int PEERS_LIMIT = 4096;

  private static final double NANOS_PER_HOUR = 3600e9;

  private final MllpHandler handler;
  private final long bytesPerHour;
  private final Map<InetAddress, Allowance> allowances =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Allowance> eldest) {
          return size() > PEERS_LIMIT;
        }
      };

  private record Allowance(double bytes, long atNanos) {}

  IncidentRecorder(MllpHandler handler, long bytesPerHour) {
    this.handler = handler;
    this.bytesPerHour = bytesPerHour;
  }

  void record(Peer peer, Broken broken) {
    byte[] head = broken.head();
    int granted = grant(peer.address().getAddress(), head.length);
    byte[] kept = granted == head.length ? head : Arrays.copyOf(head, granted);
    tell(
        new Incident(
            peer,
            broken.code(),
            broken.detail(),
            kept,
            broken.totalBytes(),
            broken.sha256(),
            Instant.now()));
  }

  /** An incident without bytes. */
  void record(Peer peer, ProblemCode code, String detail) {
    record(peer, Broken.of(code, detail, new ByteBlocks(), 0, true));
  }

  private void tell(Incident incident) {
    LOG.info(
        "Listener {}: {} from {} ({} bytes): {}",
        incident.peer().listener(),
        incident.code().id(),
        incident.peer().address(),
        incident.totalBytes(),
        incident.detail());
    try {
      handler.onIncident(incident);
    } catch (RuntimeException e) {
      LOG.error("The handler of listener {} failed on an incident", incident.peer().listener(), e);
    }
  }

  private synchronized int grant(InetAddress address, int wanted) {
    long now = System.nanoTime();
    Allowance before = allowances.getOrDefault(address, new Allowance(bytesPerHour, now));
    double refilled =
        before.bytes() + (now - before.atNanos()) / NANOS_PER_HOUR * (double) bytesPerHour;
    double there = Math.min((double) bytesPerHour, refilled);
    int granted = (int) Math.min(wanted, there);
    allowances.put(address, new Allowance(there - granted, now));
    return granted;
  }
}
