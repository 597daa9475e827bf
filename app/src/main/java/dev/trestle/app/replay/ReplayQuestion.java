package dev.trestle.app.replay;

import dev.trestle.app.site.SiteVersion;
import java.util.Optional;

/**
 * What is replayed.
 *
 * @param version the version that is asked about
 * @param messages how many at most
 * @param source only those of this one; empty: of all, as many of each
 */
public record ReplayQuestion(SiteVersion version, long messages, Optional<String> source) {
  /** When nothing else is said. */
  public static final int MESSAGES = 2_000;

  /** Messages of one replay. */
  public static final int MESSAGES_LIMIT = 100_000;
}
