package dev.trestle.app.console.replay;

import dev.trestle.app.console.message.Masking;
import dev.trestle.app.replay.Change;
import java.util.Set;

/**
 * A change for who looks at the form and not at the patient. Of elements only those whose meaning
 * is a code, a type or a status are in clear, and they only when they look like one: a field for
 * codes can hold whatever somebody typed.
 */
final class MaskedChange {
  /** The last step of elements that hold no free text. */
  private static final Set<String> CODES =
      Set.of(
          "code",
          "system",
          "status",
          "use",
          "gender",
          "type",
          "mode",
          "intent",
          "priority",
          "comparator",
          "unit",
          "criticality",
          "relationship",
          "rank",
          "resourceType");

  /** What is longer is no code; addresses of code systems are. */
  private static final int LONGEST_CODE = 20;

  private MaskedChange() {}

  static Change of(Change change) {
    return isOfElement(change.where())
        ? new Change(
            change.where(),
            masked(change.where(), change.before()),
            masked(change.where(), change.after()))
        : change;
  }

  /** Everything else is said in our own words: outcomes, findings, counts. */
  private static boolean isOfElement(String where) {
    return where.indexOf('.') > 0 && !where.startsWith("finding ");
  }

  private static String masked(String where, String text) {
    String last = where.substring(where.lastIndexOf('.') + 1).replaceAll("\\[\\d+]", "");
    boolean inClear =
        CODES.contains(last)
            && (last.equals("system") || text.length() <= LONGEST_CODE)
            && text.chars().noneMatch(Character::isWhitespace);
    return inClear ? text : Masking.text(text);
  }
}
