package dev.trestle.kernel.site;

/**
 * What both sides agreed on how often a feed sends a segment or a field. It changes nothing of how
 * a message is read: {@code trestle icd --check} holds it against what comes.
 *
 * @param percent least share: of a field among the segments that could have it, of a segment among
 *     all messages; 0 for never
 */
public record Promise(int percent) {
  public static final Promise REQUIRED = new Promise(100);
  public static final Promise NEVER = new Promise(0);

  /** Whether so many of so many keep it. */
  public boolean isKept(long valued, long all) {
    return percent == 0 ? valued == 0 : all > 0 && valued * 100 >= percent * all;
  }
}
