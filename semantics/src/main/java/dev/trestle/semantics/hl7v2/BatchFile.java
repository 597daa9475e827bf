package dev.trestle.semantics.hl7v2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a batch file, sorted into batches (HL7 v2.5.1 §2.10.3). What stands between a header
 * and the first MSH is a member of its own, so that no byte gets lost.
 */
final class BatchFile {
  /** Segments of a batch protocol; the rest belongs to messages. */
  private enum Line {
    FHS,
    BHS,
    MSH,
    BTS,
    FTS,
    OTHER
  }

  /** One batch: what BHS to BTS hold, or messages that stand alone. */
  static final class Group {
    final byte @Nullable [] header;

    /** Places of the members, see {@link Spans}. */
    final List<Long> members = new ArrayList<>();

    byte @Nullable [] trailer;

    Group(byte @Nullable [] header) {
      this.header = header;
    }
  }

  final byte[] raw;
  byte @Nullable [] header;
  byte @Nullable [] trailer;
  final List<Group> groups = new ArrayList<>();
  int messageHeaders;

  private int memberStart = -1;
  private boolean open;
  private byte firstSeparator;

  BatchFile(byte[] raw) {
    this.raw = raw;
    int at = 0;
    while (at < raw.length) {
      int end = lineEnd(at);
      if (end > at) {
        line(at, end);
      }
      at = end + 1;
    }
    closeMember(raw.length);
  }

  /** Whether this is more than one message. */
  boolean isBatch() {
    return header != null
        || messageHeaders > 1
        || groups.stream().anyMatch(group -> group.header != null);
  }

  private int lineEnd(int start) {
    int at = start;
    while (at < raw.length && !ends(raw[at])) {
      at++;
    }
    return at;
  }

  private static boolean ends(byte b) {
    return Ascii.isLineBreak(b) || b == Ascii.VT || b == Ascii.FS;
  }

  private void line(int start, int end) {
    int from = afterByteOrderMark(start, end);
    switch (kind(from, end)) {
      case FHS -> {
        closeMember(start);
        header = header == null ? Arrays.copyOfRange(raw, from, end) : header;
        open = false;
      }
      case BHS -> {
        closeMember(start);
        groups.add(new Group(Arrays.copyOfRange(raw, from, end)));
        open = true;
      }
      case MSH -> {
        closeMember(start);
        messageHeaders++;
        memberStart = from;
      }
      case BTS -> {
        closeMember(start);
        group().trailer = Arrays.copyOfRange(raw, from, end);
        open = false;
      }
      case FTS -> {
        closeMember(start);
        trailer = Arrays.copyOfRange(raw, from, end);
        open = false;
      }
      case OTHER -> memberStart = memberStart < 0 ? start : memberStart;
    }
  }

  private int afterByteOrderMark(int start, int end) {
    boolean mark =
        end - start > 3
            && raw[start] == (byte) 0xEF
            && raw[start + 1] == (byte) 0xBB
            && raw[start + 2] == (byte) 0xBF;
    return mark ? start + 3 : start;
  }

  private void closeMember(int end) {
    if (memberStart >= 0) {
      group().members.add(Spans.of(memberStart, trimmed(end)));
      memberStart = -1;
    }
  }

  /** Frame bytes after a member are not part of it. */
  private int trimmed(int end) {
    int at = end;
    while (at > memberStart + 1 && ends(raw[at - 1])) {
      at--;
    }
    while (at < end && Ascii.isLineBreak(raw[at])) {
      at++;
    }
    return at;
  }

  private Group group() {
    if (!open || groups.isEmpty()) {
      groups.add(new Group(null));
      open = true;
    }
    return groups.get(groups.size() - 1);
  }

  private Line kind(int start, int end) {
    if (end - start < 3) {
      return Line.OTHER;
    }
    String name = Ascii.text(raw, start, start + 3);
    boolean bare = end - start == 3;
    boolean separated = !bare && raw[start + 3] > ' ' && !Ascii.isLetterOrDigit(raw[start + 3]);
    return switch (name) {
      case "FHS" -> separated && encoding(start, end) ? Line.FHS : Line.OTHER;
      case "BHS" -> separated && encoding(start, end) ? Line.BHS : Line.OTHER;
      case "MSH" -> separated && encoding(start, end) ? Line.MSH : Line.OTHER;
      case "BTS" -> bare || separated ? Line.BTS : Line.OTHER;
      case "FTS" -> bare || separated ? Line.FTS : Line.OTHER;
      default -> Line.OTHER;
    };
  }

  /**
   * Whether this is a header and no text that begins with MSH: it has the separator of the first
   * header, which text can not hold, or two encoding characters.
   */
  private boolean encoding(int start, int end) {
    boolean known = firstSeparator != 0;
    if (known && raw[start + 3] == firstSeparator) {
      return true;
    }
    boolean header = encodes(start + 4, end) && encodes(start + 5, end);
    if (header && !known) {
      firstSeparator = raw[start + 3];
    }
    return header;
  }

  private boolean encodes(int at, int end) {
    return at < end && raw[at] > ' ' && !Ascii.isLetterOrDigit(raw[at]);
  }

  /** A member's bytes. */
  byte[] member(long span) {
    return Arrays.copyOfRange(raw, Spans.start(span), Spans.end(span));
  }
}
