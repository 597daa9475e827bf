package dev.trestle.sandbox.hl7;

import java.nio.charset.Charset;

/**
 * Writes a message segment by segment. Fields are set in ascending order; those in between stay
 * empty. Text is escaped; {@link #raw} is for values made by {@link #components} and {@link
 * #repeated}.
 */
public final class SegmentWriter {
  private final Delimiters delimiters;
  private final String segmentEnd;
  private final StringBuilder message = new StringBuilder(1024);
  private int field;

  /**
   * @param segmentEnd what ends a segment: CR, or CR LF with senders that do not know better
   */
  public SegmentWriter(Delimiters delimiters, String segmentEnd) {
    this.delimiters = delimiters;
    this.segmentEnd = segmentEnd;
  }

  /** Starts MSH: the next field to set is MSH-3. */
  public SegmentWriter header() {
    message.append("MSH").append(delimiters.field()).append(delimiters.encodingCharacters());
    field = 2;
    return this;
  }

  /** Starts another segment. */
  public SegmentWriter segment(String name) {
    message.append(segmentEnd).append(name);
    field = 0;
    return this;
  }

  /** Sets a field to one piece of text, which is escaped. */
  public SegmentWriter text(int number, String text) {
    return raw(number, delimiters.escape(text));
  }

  /** Sets a field to a value that is HL7 already. */
  public SegmentWriter raw(int number, String value) {
    if (value.isEmpty()) {
      return this;
    }
    if (number <= field) {
      throw new IllegalStateException("field " + number + " after " + field);
    }
    while (field < number) {
      message.append(delimiters.field());
      field++;
    }
    message.append(value);
    return this;
  }

  /** Components of a field, escaped, without empty ones at the end. */
  public String components(String... parts) {
    return join(delimiters.component(), parts);
  }

  /** Subcomponents of a component, escaped; to be used with {@link #assembled}. */
  public String subcomponents(String... parts) {
    return join(delimiters.subcomponent(), parts);
  }

  /** Components that are HL7 already, without empty ones at the end. */
  public String assembled(String... parts) {
    StringBuilder result = new StringBuilder();
    for (String part : parts) {
      result.append(part).append(delimiters.component());
    }
    return trimmed(result, delimiters.component());
  }

  /** Repetitions that are HL7 already, without empty ones. */
  public String repeated(String... values) {
    StringBuilder result = new StringBuilder();
    for (String value : values) {
      if (!value.isEmpty()) {
        result.append(value).append(delimiters.repetition());
      }
    }
    return trimmed(result, delimiters.repetition());
  }

  public String escaped(String text) {
    return delimiters.escape(text);
  }

  /** A line break within text ({@code \.br\}, HL7 v2.5.1 §2.7.6). */
  public String lineBreak() {
    return delimiters.escape() + ".br" + delimiters.escape();
  }

  /** The message, with the last segment ended. */
  public byte[] bytes(Charset charset) {
    return (message + segmentEnd).getBytes(charset);
  }

  private String join(char separator, String... parts) {
    StringBuilder result = new StringBuilder();
    for (String part : parts) {
      result.append(delimiters.escape(part)).append(separator);
    }
    return trimmed(result, separator);
  }

  private static String trimmed(StringBuilder text, char separator) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == separator) {
      end--;
    }
    return text.substring(0, end);
  }
}
