package dev.trestle.records.index;

import com.ibm.icu.text.Transliterator;
import java.util.Locale;

/**
 * Texts as they compare in a search (R4 §3.1.1.4.8): letters and digits only, without accents and
 * case, other scripts in Latin letters. The rules are those of the pinned ICU, so that no runtime
 * folds differently; a change of them is a new index epoch.
 */
public final class TextFolding {
  private static final ThreadLocal<Transliterator> LATIN_ASCII =
      ThreadLocal.withInitial(() -> Transliterator.getInstance("Any-Latin; Latin-ASCII"));

  private TextFolding() {}

  public static String fold(String text) {
    String ascii = isAscii(text) ? text : LATIN_ASCII.get().transliterate(text);
    String lower = ascii.toLowerCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c > 0x7F) {
        folded.append(c);
      }
    }
    return folded.toString();
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
