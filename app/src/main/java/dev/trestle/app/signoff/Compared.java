package dev.trestle.app.signoff;

import java.util.List;
import java.util.Locale;

/**
 * What an item becomes under the active site.
 *
 * @param item its number
 * @param places where it differs, without values; empty also when the version or release that it
 *     was made with is gone
 */
public record Compared(int item, Now now, List<String> places) {
  public Compared {
    places = List.copyOf(places);
  }

  /** An item under the active site. */
  public enum Now {
    /** It becomes the same. */
    SAME,
    /** It becomes something else: it needs to be looked at again. */
    DIFFERS,
    /** Its bytes are not kept any more, or the source is gone: it cannot be told. */
    UNKNOWN;

    /** In a word. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
