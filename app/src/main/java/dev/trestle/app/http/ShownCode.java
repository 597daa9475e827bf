package dev.trestle.app.http;

import dev.trestle.orchestration.code.UnmappedList;
import dev.trestle.semantics.mapping.CodeSuggestions;
import java.time.Instant;
import java.util.List;

/**
 * An unmapped code for who may see it. A field for codes can hold whatever somebody typed: who may
 * not see patient data gets what looks like a code, and of the rest the form only.
 *
 * @param code as sent; empty for all that were not kept one by one
 * @param text that came with it
 * @param hidden whether letters and digits were hidden
 * @param times it came
 * @param firstAt when the first one was received
 * @param lastAt when the last one was
 * @param example the entry of the last one
 * @param suggestions what it may mean, by what of it is shown
 */
public record ShownCode(
    String code,
    String text,
    boolean hidden,
    long times,
    Instant firstAt,
    Instant lastAt,
    long example,
    List<Suggested> suggestions) {
  /** What is longer is no code. */
  private static final int LONGEST_CODE = 20;

  public ShownCode {
    suggestions = List.copyOf(suggestions);
  }

  /**
   * A row of a table that may be meant.
   *
   * @param why in words, with the row: {@code the same code: W of hedwig-sex}
   * @param place layer, file and line of the row
   */
  public record Suggested(String code, String system, String display, String why, String place) {}

  /**
   * Shows one.
   *
   * @param whole whether who asks may see patient data
   * @param known the tables that are loaded
   * @param table in which the code is not
   */
  public static ShownCode of(
      UnmappedList.Code code, boolean whole, CodeSuggestions known, String table) {
    boolean hideCode = !whole && !isCode(code.code());
    boolean hideText = !whole && !code.text().isEmpty();
    return new ShownCode(
        hideCode ? form(code.code()) : code.code(),
        hideText ? form(code.text()) : code.text(),
        hideCode || hideText,
        code.times(),
        code.firstAt(),
        code.lastAt(),
        code.example(),
        hideCode || code.further()
            ? List.of()
            : known.of(table, code.code(), hideText ? "" : code.text()).stream()
                .map(ShownCode::suggested)
                .toList());
  }

  private static Suggested suggested(CodeSuggestions.Suggestion one) {
    return new Suggested(
        one.code(),
        one.system(),
        one.display(),
        one.why().words() + ": " + one.from() + " of " + one.table(),
        one.place());
  }

  private static boolean isCode(String text) {
    return text.length() <= LONGEST_CODE && text.chars().noneMatch(Character::isWhitespace);
  }

  /** {@code Müller, Anna 42} becomes {@code xxxxxx, xxxx 00}. */
  private static String form(String text) {
    StringBuilder form = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c ->
                form.appendCodePoint(Character.isDigit(c) ? '0' : Character.isLetter(c) ? 'x' : c));
    return form.toString();
  }

  @Override
  public String toString() {
    return "ShownCode[" + times + "]";
  }
}
