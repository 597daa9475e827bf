package dev.trestle.app.signoff;

/** What a sign-off is of, seen from what is active now. */
public enum Standing {
  /** The same mapping, version of the site and release. */
  ACTIVE("of the active mapping"),

  /** The mapping is the same; zone, authorities or policies, or converters, may not be. */
  OTHER_SITE("of the active mapping, under another version of the site or release"),

  /** Another mapping is active now. */
  EARLIER("of an earlier mapping"),

  /** A version that was never activated: one that is looked at before. */
  NOT_ACTIVE("of a version that was not activated");

  private final String text;

  Standing(String text) {
    this.text = text;
  }

  /** In words, to follow "a sign-off". */
  public String text() {
    return text;
  }
}
