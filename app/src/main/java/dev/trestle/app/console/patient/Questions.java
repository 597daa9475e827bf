package dev.trestle.app.console.patient;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What people asked for, under a name that says nothing: no address and no log holds a patient's
 * name or number. Kept in memory for a while, and shown only to who asked.
 */
final class Questions {
  /** Questions kept at most; the oldest goes. */
  static final int KEPT = 10_000;

  static final Duration KEPT_FOR = Duration.ofHours(1);
  private static final int NAME_BYTES = 16;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Asked> asked =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Asked> eldest) {
          return size() > KEPT;
        }
      };

  Questions(Clock clock) {
    this.clock = clock;
  }

  /** How a question is meant. */
  enum Kind {
    NAME,
    PATIENT_NUMBER,
    VISIT_OR_ORDER,
    CONTROL_ID
  }

  /** A question; patient data. */
  record Question(Kind kind, String text, String birthDate) {
    @Override
    public String toString() {
      return "Question[" + kind + "]";
    }
  }

  private record Asked(String who, Instant at, Question question) {
    @Override
    public String toString() {
      return "Asked";
    }
  }

  /** Keeps a question; returns its name. */
  synchronized String keep(String who, Question question) {
    byte[] name = new byte[NAME_BYTES];
    random.nextBytes(name);
    String text = HexFormat.of().formatHex(name);
    asked.put(text, new Asked(who, clock.instant(), question));
    return text;
  }

  /** The question of this name, if this person asked it and not too long ago. */
  synchronized Optional<Question> find(String name, String who) {
    return Optional.ofNullable(asked.get(name))
        .filter(one -> one.who().equals(who))
        .filter(one -> one.at().plus(KEPT_FOR).isAfter(clock.instant()))
        .map(Asked::question);
  }
}
