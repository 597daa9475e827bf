package dev.trestle.semantics.hl7v2;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One segment of a message: a view on its bytes. Numbers are those of the standard and count from
 * 1; component 0 is the whole repetition, subcomponent 0 the whole component, repetition 0 the
 * whole field with its repetition separators. MSH-1 is the separator, MSH-2 the encoding
 * characters; neither is taken apart.
 */
public final class Segment {
  private static final long ABSENT = -1;

  private final Hl7Message message;
  private final String name;
  private final int index;
  private final int ordinal;
  private final Occurrences occurrences;
  private final int start;
  private final int end;
  private final int firstField;
  private final int fieldCount;
  private final boolean header;

  /** A hint, immutable and replaced as a whole: threads may lose each other's, nothing more. */
  private @Nullable Cursor cursor;

  /** How often a segment's name occurs in its message. */
  static final class Occurrences {
    private final Segment first;
    private int count;

    Occurrences(Segment first) {
      this.first = first;
    }

    Segment first() {
      return first;
    }
  }

  /** The segment at a position; counts itself. */
  Segment(Hl7Message message, SegmentIndex places, int index, Map<String, Occurrences> seen) {
    this.message = message;
    this.index = index;
    this.start = places.starts[index];
    this.end = places.ends[index];
    this.name = SegmentNames.at(message.raw(), start);
    this.firstField = places.firstFields[index];
    this.header = isHeader(name);
    this.fieldCount = places.firstFields[index + 1] - firstField - 1 + (header ? 1 : 0);
    this.occurrences = count(seen);
    this.ordinal = occurrences.count;
  }

  private Occurrences count(Map<String, Occurrences> seen) {
    Occurrences mine = seen.get(name);
    if (mine == null) {
      mine = new Occurrences(this);
      seen.put(name, mine);
    }
    mine.count++;
    return mine;
  }

  private static boolean isHeader(String name) {
    return name.equals("MSH") || name.equals("BHS") || name.equals("FHS");
  }

  public String name() {
    return name;
  }

  /** Position in the message, from 0. */
  public int index() {
    return index;
  }

  /** Position among the segments of this name, from 1. */
  public int ordinal() {
    return ordinal;
  }

  /** First byte in {@link Hl7Message#raw()}. */
  public int start() {
    return start;
  }

  /** Byte after the last in {@link Hl7Message#raw()}; the terminator is not part of it. */
  public int end() {
    return end;
  }

  /** Number of the last field, valued or not. */
  public int fieldCount() {
    return fieldCount;
  }

  /** Repetitions as separated, valued or not; 0 when the field is empty. */
  public int repetitions(int field) {
    long span = fieldSpan(field);
    return literal(field) ? (span < 0 ? 0 : 1) : count(span, delimiters().repetitionOrNone());
  }

  /** Components as separated, valued or not; 0 when the repetition is empty. */
  public int components(int field, int repetition) {
    long span = span(field, repetition, 0, 0);
    return literal(field) ? (span < 0 ? 0 : 1) : count(span, delimiters().componentOrNone());
  }

  /** Subcomponents as separated, valued or not; 0 when the component is empty. */
  public int subcomponents(int field, int repetition, int component) {
    long span = span(field, repetition, component, 0);
    return literal(field) ? (span < 0 ? 0 : 1) : count(span, delimiters().subcomponentOrNone());
  }

  public Presence presence(int field, int repetition, int component, int subcomponent) {
    long span = span(field, repetition, component, subcomponent);
    if (span < 0) {
      return Presence.ABSENT;
    }
    byte[] raw = message.raw();
    return Spans.isNull(raw, span) ? Presence.NULL : Presence.VALUED;
  }

  /**
   * The text there, in the message's character set with escape sequences resolved; empty when
   * absent or {@code ""}. A value that has parts keeps their separators as read.
   *
   * <p>Control characters that a FHIR string may not hold read as U+FFFD; {@link
   * Hl7Message#findings()} names them.
   */
  public String text(int field, int repetition, int component, int subcomponent) {
    long span = span(field, repetition, component, subcomponent);
    if (span < 0 || Spans.isNull(message.raw(), span)) {
      return "";
    }
    return literal(field)
        ? Ascii.text(message.raw(), Spans.start(span), Spans.end(span))
        : message.decode(Spans.start(span), Spans.end(span));
  }

  /** First byte in {@link Hl7Message#raw()}, or -1 when absent. */
  public int start(int field, int repetition, int component, int subcomponent) {
    long span = span(field, repetition, component, subcomponent);
    return span < 0 ? -1 : Spans.start(span);
  }

  /** Bytes in {@link Hl7Message#raw()}, 0 when absent. */
  public int length(int field, int repetition, int component, int subcomponent) {
    long span = span(field, repetition, component, subcomponent);
    return span < 0 ? 0 : Spans.end(span) - Spans.start(span);
  }

  /**
   * The place in the analyst's notation: {@code PID-3[2].4}, {@code OBX[3]-5}, {@code PID-5.1.2}.
   * The segment has an ordinal when there are several of its name, the field a repetition when it
   * repeats. A subcomponent that is its component, or a component so named that is its field, is
   * left out.
   */
  public String location(int field, int repetition, int component, int subcomponent) {
    StringBuilder text = new StringBuilder(name);
    if (occurrences.count > 1) {
      text.append('[').append(ordinal).append(']');
    }
    if (field <= 0) {
      return text.toString();
    }
    text.append('-').append(field);
    if (repetition > 1 || (repetition == 1 && repetitions(field) > 1)) {
      text.append('[').append(repetition).append(']');
    }
    boolean wholeComponent = subcomponent == 1 && subcomponents(field, repetition, component) <= 1;
    if (component <= 0
        || (wholeComponent && component == 1 && components(field, repetition) <= 1)) {
      return text.toString();
    }
    text.append('.').append(component);
    return subcomponent <= 0 || wholeComponent
        ? text.toString()
        : text.append('.').append(subcomponent).toString();
  }

  void forEachLeaf(LeafVisitor visitor) {
    Leaves leaves = new Leaves(this, message.raw(), delimiters(), visitor);
    for (int field = header ? 3 : 1; field <= fieldCount; field++) {
      long span = fieldSpan(field);
      if (span >= 0) {
        leaves.field(field, Spans.start(span), Spans.end(span));
      }
    }
  }

  private Delimiters delimiters() {
    return message.delimiters();
  }

  /** MSH-1 and MSH-2, which name the separators and are not taken apart by them. */
  private boolean literal(int field) {
    return header && field <= 2;
  }

  private long fieldSpan(int field) {
    if (field < 1 || field > fieldCount) {
      return ABSENT;
    }
    if (header && field == 1) {
      return start + 3 < end ? Spans.of(start + 3, start + 4) : ABSENT;
    }
    int token = token(field);
    int from = message.fieldStart(token);
    int to = field == fieldCount ? end : message.fieldStart(token + 1) - 1;
    return from < to ? Spans.of(from, to) : ABSENT;
  }

  /** Number of a field among all of the message. */
  private int token(int field) {
    return firstField + field - (header ? 1 : 0);
  }

  private int count(long span, int separator) {
    return span < 0 ? 0 : Spans.count(message.raw(), span, separator);
  }

  /**
   * The place of a repetition. The search goes on where the last one ended, so that walking many
   * thousand repetitions in order does not start over for each.
   */
  private long repetition(byte[] raw, long span, int field, int repetition) {
    int separator = delimiters().repetitionOrNone();
    int end = Spans.end(span);
    Cursor known = cursor;
    Cursor last =
        known != null && known.field == field && known.repetition <= repetition
            ? known
            : new Cursor(field, 1, Spans.start(span));
    int number = last.repetition;
    int from = last.start;
    while (number < repetition && from <= end) {
      from = Spans.next(raw, from, end, separator) + 1;
      number++;
    }
    if (from > end) {
      return ABSENT;
    }
    cursor = new Cursor(field, repetition, from);
    int to = Spans.next(raw, from, end, separator);
    return from < to ? Spans.of(from, to) : ABSENT;
  }

  /** Where a repetition starts. */
  private record Cursor(int field, int repetition, int start) {}

  private long span(int field, int repetition, int component, int subcomponent) {
    long span = fieldSpan(field);
    if (span < 0) {
      return ABSENT;
    }
    if (literal(field)) {
      return repetition <= 1 && component <= 1 && subcomponent <= 1 ? span : ABSENT;
    }
    byte[] raw = message.raw();
    Delimiters delimiters = delimiters();
    int token = token(field);
    span =
        message.separators().know(token)
            ? message.separators().part(raw, token, span, repetition, component)
            : searched(raw, span, field, repetition, component);
    if (component > 0 && subcomponent > 0) {
      span = Spans.part(raw, span, delimiters.subcomponentOrNone(), subcomponent);
    }
    return Spans.isBlank(raw, span, delimiters) ? ABSENT : span;
  }

  /** In a field with very many separators, or behind very many. */
  private long searched(byte[] raw, long span, int field, int repetition, int component) {
    long found = repetition > 0 ? repetition(raw, span, field, repetition) : span;
    return component > 0
        ? Spans.part(raw, found, delimiters().componentOrNone(), component)
        : found;
  }

  /** Neutral: a segment holds patient data. */
  @Override
  public String toString() {
    return "Segment[" + location(0, 0, 0, 0) + "]";
  }
}
