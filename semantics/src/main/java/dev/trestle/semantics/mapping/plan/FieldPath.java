package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.mapping.rule.Mistakes;
import dev.trestle.semantics.mapping.rule.Place;

/**
 * A place in a message: {@code PID-3}, {@code PID-3.4}, {@code PID-3.4.2}; or, in the condition of
 * an {@code each}, a part of the repetition at hand: {@code .5}.
 *
 * @param segment name, empty for a part of the repetition at hand
 * @param field 0 for a part of the repetition at hand
 * @param component 0 for the whole
 * @param subcomponent 0 for the whole
 */
public record FieldPath(String segment, int field, int component, int subcomponent) {
  private static final int MAX_NUMBER = 999;

  /** Reads the text. */
  public static FieldPath parse(String text, Place place) {
    int dash = text.indexOf('-');
    boolean relative = text.startsWith(".");
    if (!relative && (dash != 3 || !isName(text.substring(0, 3)))) {
      throw Mistakes.at(place, "\"" + text + "\" is no path like PID-3.1");
    }
    String[] numbers = text.substring(relative ? 1 : dash + 1).split("\\.", -1);
    int most = relative ? 2 : 3;
    if (numbers.length > most) {
      throw Mistakes.at(place, "\"" + text + "\" is too deep for a path");
    }
    int[] parsed = new int[3];
    for (int i = 0; i < numbers.length; i++) {
      parsed[i] = number(numbers[i], text, place);
    }
    return relative
        ? new FieldPath("", 0, parsed[0], parsed[1])
        : new FieldPath(text.substring(0, 3), parsed[0], parsed[1], parsed[2]);
  }

  private static int number(String digits, String text, Place place) {
    int number = 0;
    for (int i = 0; i < digits.length() && number <= MAX_NUMBER; i++) {
      char c = digits.charAt(i);
      number = c >= '0' && c <= '9' ? number * 10 + c - '0' : MAX_NUMBER + 1;
    }
    if (number < 1 || number > MAX_NUMBER) {
      throw Mistakes.at(place, "\"" + text + "\" has a part that is no number above zero");
    }
    return number;
  }

  static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean fits = (c >= 'A' && c <= 'Z') || (i > 0 && c >= '0' && c <= '9');
      if (!fits) {
        return false;
      }
    }
    return name.length() == 3;
  }

  /** {@code PID-3}. */
  public String fieldName() {
    return segment + "-" + field;
  }

  /** As it is written: {@code PID-3.4.2}, {@code .5}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (field > 0) {
      text.append(segment).append('-').append(field);
    }
    if (component > 0) {
      text.append('.').append(component);
    }
    if (subcomponent > 0) {
      text.append('.').append(subcomponent);
    }
    return text.toString();
  }
}
