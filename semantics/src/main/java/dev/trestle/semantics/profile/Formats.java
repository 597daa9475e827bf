package dev.trestle.semantics.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The forms of the values of one field: digits by their number, letters and blanks not even by
 * that. {@code 19610203} is {@code 9(8)}, {@code MÜLLER 42} is {@code A 9(2)}. Only forms that came
 * in at least ten messages are told.
 */
public final class Formats {
  /** Forms that are counted; a field with more of them has no form. */
  private static final int FORMS = 200;

  private static final int LONGEST = 40;

  private final Map<String, Long> byForm = new HashMap<>();

  /** A form, and the number of values that have it. */
  public record Form(String form, long count) {}

  void add(String value) {
    String form = form(value);
    if (byForm.size() < FORMS || byForm.containsKey(form)) {
      byForm.merge(form, 1L, Long::sum);
    }
  }

  /** The commonest forms. */
  public List<Form> most(int limit) {
    return byForm.entrySet().stream()
        .filter(each -> each.getValue() >= CodeCounts.TOLD_FROM)
        .map(each -> new Form(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingLong(Form::count).reversed().thenComparing(Form::form))
        .limit(limit)
        .toList();
  }

  static String form(String value) {
    StringBuilder form = new StringBuilder();
    int at = 0;
    while (at < value.length() && form.length() < LONGEST) {
      int kind = kind(value.charAt(at));
      int end = at + 1;
      while (kind != OTHER && end < value.length() && kind(value.charAt(end)) == kind) {
        end++;
      }
      switch (kind) {
        case DIGIT -> form.append("9(").append(end - at).append(')');
        case LETTER -> form.append('A');
        case BLANK -> form.append(' ');
        default -> form.append(value.charAt(at));
      }
      at = end;
    }
    return at < value.length() ? form.append('…').toString() : form.toString();
  }

  private static final int DIGIT = 0;
  private static final int LETTER = 1;
  private static final int BLANK = 2;
  private static final int OTHER = 3;

  /** Whatever is no ASCII sign is a letter: it could be one of any script. */
  private static int kind(char c) {
    if (c >= '0' && c <= '9') {
      return DIGIT;
    }
    if (Character.isWhitespace(c)) {
      return BLANK;
    }
    boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c > 126 || c < 32;
    return letter ? LETTER : OTHER;
  }
}
