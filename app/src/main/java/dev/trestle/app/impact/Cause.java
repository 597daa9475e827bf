package dev.trestle.app.impact;

import java.time.Instant;

/** What something came of. */
public sealed interface Cause {
  /** Its words, for the audit; no patient data. */
  String words();

  /** Everything that a source sent in a period; {@code to} is not part of it. */
  record Period(String source, Instant from, Instant to) implements Cause {
    @Override
    public String words() {
      return "source " + source + " from " + from + " to " + to;
    }
  }

  /** One journal entry. */
  record Message(long seq) implements Cause {
    @Override
    public String words() {
      return "entry " + seq;
    }
  }

  /** Everything that a mapping translated; the beginning of its hash. */
  record Mapping(String hash) implements Cause {
    @Override
    public String words() {
      return "mapping " + hash;
    }
  }

  /** What a search for a row of a code table found, by its number. */
  record Row(long search) implements Cause {
    @Override
    public String words() {
      return "search " + search + " for a row of a table";
    }
  }

  /** A link between two source records, by its number: the charts that were shown as one. */
  record Link(long id) implements Cause {
    @Override
    public String words() {
      return "link " + id;
    }
  }
}
