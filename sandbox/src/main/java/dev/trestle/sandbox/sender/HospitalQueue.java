package dev.trestle.sandbox.sender;

import dev.trestle.kernel.site.SourceName;
import dev.trestle.sandbox.hospital.Hospital;
import dev.trestle.sandbox.hospital.SimulatedMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one hospital has to send, feed by feed. A message stays until its answer is there, so
 * nothing is forgotten when sending stops.
 */
final class HospitalQueue {
  /**
   * Messages that one feed may be behind another of its hospital; then the faster one waits, as the
   * hospital makes them in one order.
   */
  static final int BEHIND_LIMIT = 10_000;

  private final Hospital hospital;
  private final long limit;
  private final SortedMap<SourceName, Deque<SimulatedMessage>> waiting = new TreeMap<>();
  private final Map<SourceName, Long> skipped = new TreeMap<>();
  private long made;

  /**
   * @param limit messages to make in all, 0: without end
   * @param answered how many messages of each feed were answered in an earlier run
   */
  HospitalQueue(Hospital hospital, long limit, Map<SourceName, Long> answered) {
    this.hospital = hospital;
    this.limit = limit;
    this.skipped.putAll(answered);
    hospital
        .profile()
        .feeds()
        .forEach(
            f ->
                waiting.put(new SourceName(hospital.profile().id(), f.name()), new ArrayDeque<>()));
  }

  Iterable<SourceName> feeds() {
    return waiting.keySet();
  }

  /** The first message of a feed that is not answered, or null when there is none. */
  synchronized @Nullable SimulatedMessage first(SourceName feed) {
    Deque<SimulatedMessage> own = queue(feed);
    while (own.isEmpty() && (limit == 0 || made < limit) && !anyFull()) {
      SimulatedMessage message = hospital.next();
      made++;
      if (!answeredBefore(message.feed())) {
        queue(message.feed()).add(message);
      }
    }
    return own.peekFirst();
  }

  private boolean answeredBefore(SourceName feed) {
    long left = skipped.getOrDefault(feed, 0L);
    skipped.put(feed, Math.max(0, left - 1));
    return left > 0;
  }

  /** The first message of the feed is answered. */
  synchronized void done(SourceName feed) {
    queue(feed).removeFirst();
  }

  /** Whether every message of a feed is answered and no more are made. */
  synchronized boolean finished(SourceName feed) {
    return limit > 0 && made >= limit && queue(feed).isEmpty();
  }

  synchronized int size(SourceName feed) {
    return queue(feed).size();
  }

  private boolean anyFull() {
    return waiting.values().stream().anyMatch(queue -> queue.size() >= BEHIND_LIMIT);
  }

  private Deque<SimulatedMessage> queue(SourceName feed) {
    Deque<SimulatedMessage> queue = waiting.get(feed);
    if (queue == null) {
      throw new IllegalArgumentException("the hospital has no feed " + feed);
    }
    return queue;
  }
}
