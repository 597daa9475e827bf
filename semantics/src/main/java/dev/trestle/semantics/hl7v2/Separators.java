package dev.trestle.semantics.hl7v2;

import java.util.Arrays;

/**
 * Where the components and repetitions of each field are separated: noted in the one pass of {@link
 * SegmentIndex}, so that a part is found without looking through the bytes before it. Of a message
 * with very many of them the first are noted. Filled while a message is read, not changed
 * afterwards.
 */
final class Separators {
  /** Fields, and separators, that are noted: 4 MB each. */
  static final int MOST = 1 << 20;

  /** In a field with more of them, going on from the last repetition is faster. */
  static final int MANY = 64;

  private static final int USUAL = 128;

  private final int component;
  private final int repetition;

  /** Offset of each separator. */
  private int[] places = new int[USUAL];

  private int count;

  /** How many separators there are before each field; the name of a segment counts as field 0. */
  private int[] before = new int[USUAL];

  private int fields;

  Separators(Delimiters delimiters) {
    this.component = delimiters.componentOrNone();
    this.repetition = delimiters.repetitionOrNone();
  }

  boolean isOne(byte b) {
    return b == component || b == repetition;
  }

  /** A field begins, or a segment with its name, or the message is at its end. */
  void field() {
    if (fields == before.length && fields < MOST) {
      before = Arrays.copyOf(before, 2 * fields);
    }
    if (fields < before.length) {
      before[fields++] = count;
    }
  }

  /** Notes a separator; the offsets ascend. */
  void add(int offset) {
    if (count == places.length && count < MOST) {
      places = Arrays.copyOf(places, 2 * count);
    }
    if (count < places.length) {
      places[count++] = offset;
    }
  }

  /** Whether all separators of a field are noted, and they are few. */
  boolean know(int field) {
    return field + 1 < fields
        && before[field + 1] < MOST
        && before[field + 1] - before[field] <= MANY;
  }

  /**
   * A part of a field that is {@link #know known}, or nothing when there are not so many or it is
   * empty.
   *
   * @param span of the field
   * @param wantedRepetition from 1; 0 for the whole field
   * @param wantedComponent from 1; 0 for the whole repetition
   */
  long part(byte[] bytes, int field, long span, int wantedRepetition, int wantedComponent) {
    int last = before[field + 1];
    int at = before[field];
    int from = Spans.start(span);
    for (int number = 1; number < wantedRepetition; at++) {
      if (at == last) {
        return Spans.NOTHING;
      }
      if (bytes[places[at]] == repetition) {
        from = places[at] + 1;
        number++;
      }
    }
    int number = 1;
    for (; at < last; at++) {
      int place = places[at];
      if (bytes[place] == repetition) {
        if (wantedRepetition > 0) {
          break;
        }
      } else if (wantedComponent > 0) {
        if (number == wantedComponent) {
          break;
        }
        from = place + 1;
        number++;
      }
    }
    int to = at < last ? places[at] : Spans.end(span);
    return from < to && number >= wantedComponent ? Spans.of(from, to) : Spans.NOTHING;
  }
}
