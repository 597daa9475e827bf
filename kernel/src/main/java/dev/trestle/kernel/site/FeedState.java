package dev.trestle.kernel.site;

import java.util.Locale;

/** How far a feed is on its way into use (DESIGN §7). */
public enum FeedState {
  /** Being built: what it sends is journaled and rejected. */
  DRAFT,
  /** Being compared: what it sends is journaled and translated, and nothing of it is applied. */
  SHADOW,
  /** In use under observation: as live. */
  PILOT,
  /** In use. The default. */
  LIVE,
  /** Being ended: as live, but its silence is expected. */
  RETIRING;

  /** Whether people expect it to send as usual. */
  public boolean silenceIsTrouble() {
    return this != DRAFT && this != RETIRING;
  }

  /** {@code shadow}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
