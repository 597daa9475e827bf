package dev.trestle.app.console.message;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.semantics.hl7v2.FieldNamesResource;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * A message with some of its bytes marked: the segment that has them is open, others are folded.
 */
final class MarkedMessage {
  /** Characters shown before and after the marked ones in a long value. */
  private static final int AROUND = 200;

  private final Hl7Message message;
  private final int from;
  private final int to;

  private MarkedMessage(Hl7Message message, int from, int to) {
    this.message = message;
    this.from = from;
    this.to = to;
  }

  /**
   * A field; {@code marked} is empty when it has none of the bytes.
   *
   * @param before what stands before the marked bytes, or the whole value
   */
  record Line(String location, String name, String before, String marked, String after) {
    @Override
    public String toString() {
      return "Line[" + location + "]";
    }
  }

  /**
   * A segment.
   *
   * @param open whether it has the bytes
   */
  record Part(String label, boolean open, List<Line> lines) {}

  /**
   * Patient data.
   *
   * @param place of the bytes: {@code PID-5.1}
   * @param more segments that are not shown
   */
  record Shown(String place, List<Part> parts, int more) {}

  /**
   * Marks bytes of {@link Hl7Message#raw()}.
   *
   * @throws TrestleException NOT_FOUND they are in no segment of it
   */
  static Shown of(Hl7Message message, int offset, int length) {
    MarkedMessage marked = new MarkedMessage(message, offset, offset + length);
    List<Part> parts = new ArrayList<>();
    boolean found = false;
    for (int i = 0; i < message.segmentCount(); i++) {
      Segment segment = message.segment(i);
      boolean open = offset >= segment.start() && offset < segment.end();
      found |= open;
      if (open || i < MessageView.SEGMENTS_SHOWN) {
        parts.add(new Part(segment.location(0, 0, 0, 0), open, marked.lines(segment)));
      }
    }
    if (!found || length <= 0 || length > message.raw().length - offset) {
      throw new TrestleException(ProblemCode.NOT_FOUND, "The message has no such bytes");
    }
    return new Shown(
        message.location(offset, length), parts, message.segmentCount() - parts.size());
  }

  private List<Line> lines(Segment segment) {
    List<Line> lines = new ArrayList<>();
    for (int field = 1; field <= segment.fieldCount(); field++) {
      int start = segment.start(field, 0, 0, 0);
      if (start >= 0) {
        int end = start + segment.length(field, 0, 0, 0);
        lines.add(line(segment, field, start, end));
      }
    }
    return lines;
  }

  private Line line(Segment segment, int field, int start, int end) {
    String location = segment.location(field, 0, 0, 0);
    String name = FieldNamesResource.name(segment.name(), field).orElse("");
    int markFrom = Math.max(start, from);
    int markTo = Math.min(end, to);
    if (markFrom >= markTo) {
      return new Line(location, name, head(text(start, end), MessageView.VALUE_SHOWN), "", "");
    }
    String before = text(start, markFrom);
    return new Line(
        location,
        name,
        before.length() > AROUND ? "… " + before.substring(before.length() - AROUND) : before,
        head(text(markFrom, markTo), MessageView.VALUE_SHOWN),
        head(text(markTo, end), AROUND));
  }

  private String text(int start, int end) {
    return VisibleText.of(message, start, end - start);
  }

  private static String head(String text, int limit) {
    return text.length() > limit ? text.substring(0, limit) + " …" : text;
  }
}
