package dev.trestle.orchestration.dispatch;

import dev.trestle.orchestration.journal.JournalEntry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which sources are stopped, paused or catching up (ADR 10). Not thread-safe; it knows no database.
 * A source that catches up still holds what comes from the journal, so that it goes behind what has
 * waited longer.
 */
final class HeldSources implements KeyChains.Holds {
  /** A source that is not simply running. */
  private static final class Held {
    /** Null while it is stopped or paused, else the last entry that went on. */
    @Nullable Long wentOn;
  }

  /** A source that catches up. */
  record CatchingUp(int source, long after) {}

  private final Map<Integer, Held> sources = new TreeMap<>();

  void hold(int source) {
    sources.computeIfAbsent(source, unused -> new Held()).wentOn = null;
  }

  /** It was stopped or paused: what waits goes on. */
  void catchUp(int source) {
    Held held = sources.computeIfAbsent(source, unused -> new Held());
    if (held.wentOn == null) {
      held.wentOn = 0L;
    }
  }

  void wentOn(int source, long seq) {
    Held held = sources.get(source);
    if (held != null && held.wentOn != null) {
      held.wentOn = seq;
    }
  }

  /** Nothing waits for it any more. */
  void caughtUp(int source) {
    sources.remove(source);
  }

  boolean isHeld(int source) {
    Held held = sources.get(source);
    return held != null && held.wentOn == null;
  }

  /** Those that are not simply running. */
  Set<Integer> known() {
    return Set.copyOf(sources.keySet());
  }

  /** Sources whose waiting entries can go on. */
  Optional<CatchingUp> next() {
    for (Map.Entry<Integer, Held> source : sources.entrySet()) {
      Long wentOn = source.getValue().wentOn;
      if (wentOn != null) {
        return Optional.of(new CatchingUp(source.getKey(), wentOn));
      }
    }
    return Optional.empty();
  }

  @Override
  public boolean holdsNew(JournalEntry entry) {
    return sources.containsKey(entry.sourceNumber());
  }

  @Override
  public boolean holdsWoken(JournalEntry entry) {
    return isHeld(entry.sourceNumber());
  }
}
