package dev.trestle.identity.standard;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text of any script as Latin capitals and digits, the form in which it is compared. */
public final class Latin {
  private static final int ASCII = 0x80;
  private static final ThreadLocal<Transliterator> LATIN_ASCII =
      ThreadLocal.withInitial(() -> Transliterator.getInstance("Any-Latin; Latin-ASCII"));

  /** Letters with marks that stand in names of Latin script; none changes what stands beside it. */
  private static final int FIRST_MARKED = 0xc0;

  private static final int END_MARKED = 0x180;
  private static final String[] MARKED = marked();

  private Latin() {}

  private static String[] marked() {
    String[] marked = new String[END_MARKED - FIRST_MARKED];
    for (int i = 0; i < marked.length; i++) {
      marked[i] = transliterated(Character.toString(FIRST_MARKED + i));
    }
    return marked;
  }

  private static String transliterated(String text) {
    return LATIN_ASCII.get().transliterate(text).toUpperCase(Locale.ROOT);
  }

  /** In capitals, blanks and signs kept. */
  public static String capitals(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) < ASCII) {
      end++;
    }
    return end == text.length() ? text.toUpperCase(Locale.ROOT) : capitals(text, end);
  }

  /** Transliterating takes fifty times as long as looking up letters, so it is for what is not. */
  private static String capitals(String text, int begin) {
    StringBuilder capitals = new StringBuilder(text.length() + 2);
    capitals.append(text, 0, begin);
    for (int i = begin; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ASCII && (c < FIRST_MARKED || c >= END_MARKED)) {
        return transliterated(text);
      }
      if (c < ASCII) {
        capitals.append(c);
      } else {
        capitals.append(MARKED[c - FIRST_MARKED]);
      }
    }
    return capitals.toString().toUpperCase(Locale.ROOT);
  }

  /** Letters and digits only, in one word; empty when there are none. */
  public static String word(String text) {
    String capitals = capitals(text);
    StringBuilder word = new StringBuilder(capitals.length());
    for (int i = 0; i < capitals.length(); i++) {
      char c = capitals.charAt(i);
      if (isLetter(c) || isDigit(c)) {
        word.append(c);
      }
    }
    return word.toString();
  }

  /** The words of a text, at blanks and signs; an apostrophe does not separate (O'Neil). */
  public static List<String> words(String text) {
    List<String> words = new ArrayList<>(2);
    StringBuilder word = new StringBuilder();
    String capitals = capitals(text);
    for (int i = 0; i < capitals.length(); i++) {
      char c = capitals.charAt(i);
      if (isLetter(c) || isDigit(c)) {
        word.append(c);
      } else if (c != '\'' && word.length() > 0) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    if (word.length() > 0) {
      words.add(word.toString());
    }
    return words;
  }

  /** The digits of a text. */
  public static String digits(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (isDigit(text.charAt(i))) {
        digits.append(text.charAt(i));
      }
    }
    return digits.toString();
  }

  private static boolean isLetter(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
