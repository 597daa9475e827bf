package dev.trestle.semantics.hl7v2;

import java.util.Arrays;

/**
 * Where the segments and fields of a message begin: one pass over the bytes.
 *
 * <p>Segments end with CR when the message has a CR at all, else with LF. A line that does not
 * start like a segment belongs to the field before it. When CR is the terminator, an LF is text,
 * except before the name of a segment that the standard defines: a sender that mixes both must not
 * lose a PV1 inside a PID.
 */
final class SegmentIndex {
  private static final int INITIAL_SEGMENTS = 16;
  private static final int INITIAL_FIELDS = 128;

  private final byte[] bytes;
  private final int end;
  private int contentEnd;
  private final int escape;
  private final byte field;
  private final int limit;
  private final boolean crEndsSegments;

  /** First byte of each segment. */
  int[] starts = new int[INITIAL_SEGMENTS];

  /** Byte after each segment. */
  int[] ends = new int[INITIAL_SEGMENTS];

  /** Index in {@link #fields} of each segment's name. */
  int[] firstFields = new int[INITIAL_SEGMENTS + 1];

  /** First byte of every field of all segments in order; the name counts as field 0. */
  int[] fields = new int[INITIAL_FIELDS];

  /** By the same numbers. */
  final Separators separators;

  int segmentCount;
  int fieldCount;

  /** Offsets of the first lines that were glued to the field before them. */
  int[] glued = new int[0];

  boolean hasHighBytes;
  boolean hasEscapes;
  boolean hasControls;

  /** Indexes all segments. */
  SegmentIndex(byte[] bytes, int start, int end, Delimiters delimiters) {
    this(bytes, start, end, delimiters, Integer.MAX_VALUE);
  }

  /** Indexes the first segments only. */
  SegmentIndex(byte[] bytes, int start, int end, Delimiters delimiters, int limit) {
    this.limit = limit;
    this.bytes = bytes;
    this.end = end;
    this.contentEnd = end;
    this.separators = new Separators(delimiters);
    this.field = delimiters.field();
    this.escape = delimiters.escapeOrNone();
    this.crEndsSegments = indexOf(Ascii.CR, start) < end;
    scan(start);
  }

  private int indexOf(byte wanted, int from) {
    int at = from;
    while (at < end && bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  private void scan(int start) {
    open(start);
    byte[] b = bytes;
    boolean controls = false;
    boolean escapes = false;
    int high = 0;
    int at = start + 3;
    while (at < end) {
      byte c = b[at];
      if (c == field) {
        addField(at + 1);
      } else if (separators.isOne(c)) {
        separators.add(at);
      } else if (c < 0x20) {
        high |= c;
        if (Ascii.isLineBreak(c)) {
          at = lineBreak(at);
          continue;
        }
        controls |= Ascii.isIllegalControl(c);
      } else if (c == escape) {
        escapes = true;
      }
      at++;
    }
    close(contentEnd);
    separators.field();
    hasHighBytes = high < 0;
    hasControls = controls;
    hasEscapes = escapes;
  }

  /** Ends the segment at a line break, or keeps the next line in it; returns where to go on. */
  private int lineBreak(int at) {
    int next = at;
    boolean ended = !crEndsSegments;
    int content = at;
    while (next < end) {
      byte c = bytes[next];
      if (Ascii.isLineBreak(c)) {
        ended |= c == Ascii.CR;
        next++;
        content = next;
      } else if (c == ' ' || c == Ascii.TAB) {
        next++;
      } else {
        break;
      }
    }
    if (next >= end) {
      contentEnd = at;
      return end;
    }
    boolean indented = next > content;
    if (startsSegment(next, !ended || indented)) {
      if (segmentCount + 1 == limit) {
        contentEnd = at;
        return end;
      }
      close(at);
      open(next);
      return next + 3;
    }
    if (ended && glued.length < Hl7Message.MAX_FINDINGS) {
      glued = Arrays.copyOf(glued, glued.length + 1);
      glued[glued.length - 1] = content;
    }
    return content;
  }

  private boolean startsSegment(int at, boolean onlyKnown) {
    if (!SegmentNames.isName(bytes, at, end)) {
      return false;
    }
    boolean bare = at + 3 == end || Ascii.isLineBreak(bytes[at + 3]);
    if (!bare && bytes[at + 3] != field) {
      return false;
    }
    return !(bare || onlyKnown) || SegmentNames.isKnown(bytes, at);
  }

  private void open(int at) {
    if (segmentCount == starts.length) {
      int size = segmentCount * 2;
      starts = Arrays.copyOf(starts, size);
      ends = Arrays.copyOf(ends, size);
      firstFields = Arrays.copyOf(firstFields, size + 1);
    }
    starts[segmentCount] = at;
    firstFields[segmentCount] = fieldCount;
    addField(at);
  }

  private void close(int at) {
    ends[segmentCount] = at;
    segmentCount++;
    firstFields[segmentCount] = fieldCount;
  }

  private void addField(int at) {
    if (fieldCount == fields.length) {
      fields = Arrays.copyOf(fields, fieldCount * 2);
    }
    fields[fieldCount++] = at;
    separators.field();
  }
}
