package dev.trestle.app.console.exception;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One field of an edited message set to another value: {@code PID-3}, {@code PID-3[2].4}, {@code
 * OBX[3]-5}, {@code PID-3.4.2}. Places that are not there yet are made. The value is taken as HL7
 * writes it, separators and escapes included, so that a whole field can be set too.
 */
final class FieldEdit {
  private static final Pattern PLACE =
      Pattern.compile(
          "\\s*([A-Z][A-Z0-9]{2})(?:\\[(\\d{1,5})])?-(\\d{1,3})(?:\\[(\\d{1,4})])?"
              + "(?:\\.(\\d{1,3}))?(?:\\.(\\d{1,3}))?\\s*");
  private static final int SEPARATORS = 8;

  private final String segment;
  private final int ordinal;
  private final int field;

  /** Repetition, component and subcomponent; 0 is the whole. */
  private final int[] below;

  private FieldEdit(String segment, int ordinal, int field, int... below) {
    this.segment = segment;
    this.ordinal = ordinal;
    this.field = field;
    this.below = below;
  }

  /**
   * Sets it.
   *
   * @param text one line for each segment, MSH first
   * @throws TrestleException REQUEST_INVALID the place has another form, its segment is not there,
   *     or the value holds a line end
   */
  static String set(String text, String place, String value) {
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
      throw refused("A value has no line end; a new segment is written into the text");
    }
    return parse(place).setIn(text, value);
  }

  private static FieldEdit parse(String place) {
    Matcher form = PLACE.matcher(place);
    if (!form.matches()) {
      throw refused("A place is written like PID-3, PID-3[2].4 or OBX[3]-5");
    }
    int ordinal = number(form.group(2), 1);
    int field = number(form.group(3), 0);
    if (ordinal == 0 || field == 0) {
      throw refused("Places are counted from 1");
    }
    return new FieldEdit(
        form.group(1),
        ordinal,
        field,
        number(form.group(4), form.group(5) == null ? 0 : 1),
        number(form.group(5), form.group(6) == null ? 0 : 1),
        number(form.group(6), 0));
  }

  private static int number(String digits, int otherwise) {
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  private static TrestleException refused(String text) {
    return new TrestleException(ProblemCode.REQUEST_INVALID, text);
  }

  private String setIn(String text, String value) {
    String[] lines = text.split("\n", -1);
    if (!text.startsWith("MSH") || lines[0].length() < SEPARATORS) {
      throw refused("The text does not begin with MSH and its separators");
    }
    int found = 0;
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].startsWith(segment) && ++found == ordinal) {
        lines[i] = inLine(lines[i], lines[0], value);
        return String.join("\n", lines);
      }
    }
    throw refused("The message has no " + segment + (ordinal > 1 ? "[" + ordinal + "]" : ""));
  }

  private String inLine(String line, String header, String value) {
    boolean isHeader = segment.equals("MSH");
    if (isHeader && field <= 2) {
      throw refused("The separators in MSH-1 and MSH-2 are changed in the text");
    }
    // MSH-1 is the separator itself: its fields stand one place further left.
    int index = isHeader ? field - 1 : field;
    char[] separators = {header.charAt(3), header.charAt(5), header.charAt(4), header.charAt(7)};
    return set(line, separators, 0, new int[] {index + 1, below[0], below[1], below[2]}, value);
  }

  /**
   * @param separators of fields, repetitions, components, subcomponents
   * @param level of the text: which of them takes it apart
   * @param place counted from 1 at each level; 0 is the whole text of the level
   */
  private static String set(String text, char[] separators, int level, int[] place, String value) {
    if (level == place.length || place[level] == 0) {
      return value;
    }
    List<String> cells =
        new ArrayList<>(List.of(text.split(Pattern.quote(String.valueOf(separators[level])), -1)));
    while (cells.size() < place[level]) {
      cells.add("");
    }
    int at = place[level] - 1;
    cells.set(at, set(cells.get(at), separators, level + 1, place, value));
    return String.join(String.valueOf(separators[level]), cells);
  }
}
