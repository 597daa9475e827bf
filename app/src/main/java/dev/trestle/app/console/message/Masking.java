package dev.trestle.app.console.message;

import dev.trestle.app.console.message.MessageView.Field;
import dev.trestle.app.console.message.MessageView.Part;
import dev.trestle.app.console.message.MessageView.Shown;
import java.util.Set;

/**
 * A message for who looks at its form and not at the patient: letters and digits of everything that
 * could tell who it is about are hidden, their number and what stands between them is not.
 */
public final class Masking {
  /** Segments that carry no patient: header, event, and what is in them of codes and times. */
  private static final Set<String> IN_CLEAR = Set.of("MSH", "EVN", "BHS", "FHS", "BTS", "FTS");

  /** Fields of other segments whose meaning is a code, a type or a status. */
  private static final Set<String> CODES =
      Set.of(
          "PID-1", "PID-8", "PID-10", "PV1-1", "PV1-2", "PV1-4", "PV1-10", "PV1-18", "ORC-1",
          "ORC-5", "OBR-1", "OBR-4", "OBR-24", "OBR-25", "OBX-1", "OBX-2", "OBX-3", "OBX-6",
          "OBX-11", "AL1-1", "AL1-2", "DG1-1", "DG1-6", "NTE-1", "SPM-4");

  private Masking() {}

  static Shown of(Shown shown) {
    return new Shown(
        shown.parts().stream().map(Masking::part).toList(),
        shown.more(),
        shown.notes(),
        shown.result(),
        shown.accounting(),
        shown.mapping());
  }

  private static Part part(Part part) {
    if (IN_CLEAR.contains(part.name())) {
      return part;
    }
    return new Part(
        part.name(),
        part.label(),
        part.fields().stream().map(field -> field(part.name(), field)).toList(),
        part.name()
            + text(part.raw().substring(Math.min(part.name().length(), part.raw().length()))));
  }

  private static Field field(String segment, Field field) {
    int number =
        Integer.parseInt(field.location().substring(field.location().lastIndexOf('-') + 1));
    return new Field(
        field.location(),
        field.name(),
        value(segment, number, field.value()),
        field.cut(),
        field.notes());
  }

  /** The value of a field as it may be shown. */
  static String value(String segment, int field, String text) {
    return IN_CLEAR.contains(segment) || CODES.contains(segment + "-" + field) ? text : text(text);
  }

  /** {@code MÜLLER^ANNA 42} becomes {@code xxxxxx^xxxx 00}. */
  public static String text(String text) {
    StringBuilder masked = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c ->
                masked.appendCodePoint(
                    Character.isDigit(c) ? '0' : Character.isLetter(c) ? 'x' : c));
    return masked.toString();
  }
}
