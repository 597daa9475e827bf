package dev.trestle.app.console.message;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.ReadOptions;
import dev.trestle.semantics.hl7v2.Segment;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a field of a message must say: {@code OBR-4=80053}, {@code PID-11.5~627}. Without a
 * component any component of any repetition will do; {@code =} asks for the whole text, {@code ~}
 * for a part of it, both without regard to case.
 */
final class FieldQuestion {
  private static final Pattern FORM =
      Pattern.compile("\\s*([A-Z][A-Z0-9]{2})-(\\d{1,3})(?:\\.(\\d{1,2}))?\\s*([=~])\\s*(.+?)\\s*");

  private final String segment;
  private final int field;
  private final int component;
  private final boolean whole;
  private final String value;

  private FieldQuestion(String segment, int field, int component, boolean whole, String value) {
    this.segment = segment;
    this.field = field;
    this.component = component;
    this.whole = whole;
    this.value = value;
  }

  /**
   * Reads it.
   *
   * @throws TrestleException REQUEST_INVALID it has another form
   */
  static FieldQuestion parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(2)) == 0) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "A field is asked for like OBR-4=80053 or PID-11.5~627");
    }
    return new FieldQuestion(
        form.group(1),
        Integer.parseInt(form.group(2)),
        form.group(3) == null ? 0 : Integer.parseInt(form.group(3)),
        form.group(4).equals("="),
        form.group(5));
  }

  boolean fits(byte[] raw) {
    Hl7Message message = Hl7Message.read(raw, ReadOptions.DEFAULT);
    for (int i = 0; i < message.segmentCount(); i++) {
      if (message.segment(i).name().equals(segment) && fits(message.segment(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean fits(Segment found) {
    for (int repetition = 1; repetition <= found.repetitions(field); repetition++) {
      if (component > 0) {
        if (says(found.text(field, repetition, component, 0))) {
          return true;
        }
        continue;
      }
      if (says(found.text(field, repetition, 0, 0))) {
        return true;
      }
      for (int part = 1; part <= found.components(field, repetition); part++) {
        if (says(found.text(field, repetition, part, 0))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean says(String text) {
    if (whole) {
      return text.equalsIgnoreCase(value);
    }
    for (int at = 0; at + value.length() <= text.length(); at++) {
      if (text.regionMatches(true, at, value, 0, value.length())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return "FieldQuestion[" + segment + "-" + field + "]";
  }
}
