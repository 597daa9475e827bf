package dev.trestle.semantics.mapping.convert;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A repeat pattern (HL7 table 0335) that has one meaning. What is not here, or is refined by
 * further parts, stays text: the pattern is then not {@link #isExact() exact}.
 *
 * @param gts code of v3 GTSAbbreviation that means the same, or empty
 * @param frequency how often in a period; 0 when the pattern says no such thing
 * @param period length of the period
 * @param unit its UCUM unit
 * @param once whether it is given one time only
 * @param asNeeded whether it is given as needed
 */
record RepeatPattern(
    String gts, int frequency, int period, String unit, boolean once, boolean asNeeded) {
  private static final RepeatPattern UNKNOWN = new RepeatPattern("", 0, 0, "", false, false);
  private static final String AS_NEEDED = "PRN";
  private static final int MAX_DIGITS = 3;

  /** What the pattern says; one that is not known says nothing. */
  static RepeatPattern of(Taken taken) {
    for (int part = 2; part <= taken.parts(); part++) {
      if (!taken.text(part).isEmpty()) {
        return UNKNOWN; // aligned, shifted or tied to an event
      }
    }
    // In an RPT the code is a CWE, in a TQ the pattern is a subcomponent.
    String code = taken.component() == 0 ? taken.text(1, 1) : taken.text(1);
    if (!code.startsWith(AS_NEEDED)) {
      return named(code);
    }
    String refined = code.substring(AS_NEEDED.length());
    RepeatPattern rest = named(refined);
    if (!refined.isEmpty() && !rest.isExact()) {
      return UNKNOWN;
    }
    return new RepeatPattern(rest.gts, rest.frequency, rest.period, rest.unit, rest.once, true);
  }

  private static RepeatPattern named(String code) {
    return switch (code) {
      case "QD" -> daily("QD", 1);
      case "BID" -> daily("BID", 2);
      case "TID" -> daily("TID", 3);
      case "QID" -> daily("QID", 4);
      case "QOD" -> new RepeatPattern("QOD", 1, 2, "d", false, false);
      case "Once", "ONCE" -> new RepeatPattern("", 0, 0, "", true, false);
      default -> counted(code);
    };
  }

  private static RepeatPattern daily(String gts, int frequency) {
    return new RepeatPattern(gts, frequency, 1, "d", false, false);
  }

  /**
   * {@code Q6H}: every so many seconds, minutes, hours, days or weeks; {@code 5ID}: times a day.
   */
  private static RepeatPattern counted(String code) {
    if (code.endsWith("ID")) {
      Integer times = number(code.substring(0, code.length() - 2));
      return times == null ? UNKNOWN : daily("", times);
    }
    Integer every = code.length() < 3 ? null : number(code.substring(1, code.length() - 1));
    String unit =
        switch (code.isEmpty() ? ' ' : code.charAt(code.length() - 1)) {
          case 'S' -> "s";
          case 'M' -> "min";
          case 'H' -> "h";
          case 'D' -> "d";
          case 'W' -> "wk";
          default -> "";
        };
    if (!code.startsWith("Q") || every == null || unit.isEmpty()) {
      return UNKNOWN;
    }
    String gts = unit.equals("h") && (every == 4 || every == 6) ? code : "";
    return new RepeatPattern(gts, 1, every, unit, false, false);
  }

  private static @Nullable Integer number(String digits) {
    boolean plain =
        !digits.isEmpty()
            && digits.length() <= MAX_DIGITS
            && digits.charAt(0) >= '1'
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return plain ? Integer.valueOf(digits) : null;
  }

  boolean isExact() {
    return frequency > 0 || once || asNeeded;
  }

  boolean isOnlyAsNeeded() {
    return asNeeded && frequency == 0 && !once;
  }

  /** Puts what it says into {@code Timing.repeat}. */
  void put(ObjectNode repeat, Taken pattern, Draft draft) {
    if (once && !repeat.has("count")) {
      repeat.set("count", draft.leaf(1, pattern, 1));
    }
    if (frequency > 0) {
      repeat.set("frequency", draft.leaf(frequency, pattern, 1));
      repeat.set("period", draft.leaf(period, pattern, 1));
      draft.put(repeat, "periodUnit", unit, pattern, 1);
    }
  }
}
