package dev.trestle.orchestration.dispatch;

import dev.trestle.kernel.message.OrderingKey.Kind;
import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.kernel.site.OnFailure;
import dev.trestle.orchestration.journal.HashedKey;
import dev.trestle.orchestration.journal.JournalEntry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An entry among the chains of its keys. */
final class KeyNode {
  final Map<Hash128, Kind> keys = new LinkedHashMap<>();
  JournalEntry entry;
  boolean running;

  /** It has failed before: it is an exception whenever it is parked. */
  boolean exception;

  /** The entry it waits for while it is parked, or 0. */
  long waitsFor;

  /** Since when it waits. */
  Instant waitsSince = Instant.MAX;

  /** What it holds while it is parked. */
  OnFailure onFailure = OnFailure.HOLD_DEPENDENTS;

  KeyNode(JournalEntry entry) {
    this.entry = entry;
    if (entry.duplicateOf() != 0) {
      // A repeat does not wait for its keys: it ends as its first copy does, or wakes it.
      return;
    }
    for (HashedKey key : entry.keys()) {
      // A number can come as PATIENT and MERGE: the stronger kind counts.
      keys.merge(key.hash(), key.kind(), (a, b) -> a == Kind.PATIENT ? b : a);
    }
  }

  long seq() {
    return entry.seq();
  }

  /** Place in the order of its keys. */
  long order() {
    return entry.position();
  }

  boolean isCorrection() {
    return order() != seq();
  }

  /** Whether it may wait for its source: nobody decided on it, and it does not run. */
  boolean canBeHeld() {
    return !exception && !running && !isCorrection();
  }

  /** Whether it keeps a key at all while it is parked. */
  boolean keeps(Hash128 key) {
    return switch (onFailure) {
      case CONTINUE -> false;
      case HOLD_PATIENT -> true;
      case HOLD_DEPENDENTS -> keys.get(key) != Kind.PATIENT;
    };
  }

  /** Whether a later entry with this key must wait while this one is parked. */
  boolean holds(Hash128 key, KeyNode later) {
    if (!keeps(key) || later.entry.heldTooLong()) {
      return false;
    }
    return keys.get(key) != Kind.VISIT
        || onFailure == OnFailure.HOLD_PATIENT
        || entry.messageCode().equals(later.entry.messageCode());
  }
}
