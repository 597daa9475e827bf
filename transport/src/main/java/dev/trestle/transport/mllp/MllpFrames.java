package dev.trestle.transport.mllp;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.transport.mllp.FrameEvent.Broken;
import dev.trestle.transport.mllp.FrameEvent.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the messages out of a file: MLLP frames one after the other, or plain HL7 text with one
 * message or many. A batch (a line that begins with FHS or BHS) is one piece, envelope and all.
 */
public final class MllpFrames {
  private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

  /** What DOS editors end a file with. */
  private static final byte DOS_END_OF_FILE = 0x1A;

  private MllpFrames() {}

  /**
   * @param messages in the order of the file
   * @param leftovers what is neither blank nor in a message; never silently skipped
   */
  public record Split(List<byte[]> messages, List<Leftover> leftovers) {
    /** Without the bytes. */
    @Override
    public String toString() {
      return "Split[" + messages.size() + " messages, " + leftovers.size() + " leftovers]";
    }
  }

  /**
   * @param detail why it is no message, in words
   */
  public record Leftover(ProblemCode code, String detail, long totalBytes) {}

  /**
   * Splits a file's bytes. A UTF-8 byte order mark at the start is skipped; text in UTF-16 is one
   * piece, because its lines cannot be told by bytes.
   */
  public static Split split(byte[] file) {
    if (isTwoByteText(file)) {
      return new Split(List.of(file), List.of());
    }
    int from = startsWith(file, 0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    int to = file.length;
    while (to > from && (FrameBytes.isFiller(file[to - 1]) || file[to - 1] == DOS_END_OF_FILE)) {
      to--;
    }
    int first = from;
    while (first < to && FrameBytes.isFiller(file[first])) {
      first++;
    }
    if (first == to) {
      return new Split(List.of(), List.of());
    }
    boolean framed = file[first] == FrameBytes.START;
    return framed ? frames(file, first) : lines(file, first, to);
  }

  private static Split frames(byte[] file, int first) {
    List<byte[]> messages = new ArrayList<>();
    List<Leftover> leftovers = new ArrayList<>();
    FrameReader reader = new FrameReader(file.length);
    ByteBuffer in = ByteBuffer.wrap(file);
    in.position(first);
    for (FrameEvent event = reader.next(in); event != null; event = reader.next(in)) {
      add(event, messages, leftovers);
    }
    FrameEvent last = reader.finish(ProblemCode.FRAME_CUT, "the file ends inside a frame");
    if (last != null) {
      add(last, messages, leftovers);
    }
    return new Split(messages, leftovers);
  }

  private static void add(FrameEvent event, List<byte[]> messages, List<Leftover> leftovers) {
    if (event instanceof Message message) {
      messages.add(message.bytes());
    } else if (event instanceof Broken broken) {
      leftovers.add(new Leftover(broken.code(), broken.detail(), broken.totalBytes()));
    }
  }

  private static Split lines(byte[] file, int first, int to) {
    List<Integer> starts = new ArrayList<>();
    for (int at = first; at < to; at = nextLine(file, at, to)) {
      if (isSegment(file, at, "FHS") || isSegment(file, at, "BHS")) {
        return new Split(List.of(piece(file, first, to)), List.of());
      }
      if (isSegment(file, at, "MSH")) {
        starts.add(at);
      }
    }
    if (starts.isEmpty()) {
      // Let the reader of messages say what is wrong with it.
      return new Split(List.of(piece(file, first, to)), List.of());
    }
    List<Leftover> leftovers = new ArrayList<>();
    if (starts.get(0) > first) {
      String detail = "text before the first MSH";
      leftovers.add(new Leftover(ProblemCode.FRAME_NOISE, detail, starts.get(0) - first));
    }
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : to;
      messages.add(piece(file, starts.get(i), end));
    }
    return new Split(messages, leftovers);
  }

  /** Without the blank lines behind, but with the terminator of the last segment. */
  private static byte[] piece(byte[] file, int from, int to) {
    int end = to;
    while (end > from && FrameBytes.isFiller(file[end - 1])) {
      end--;
    }
    if (end < file.length && (file[end] == FrameBytes.CR || file[end] == FrameBytes.LF)) {
      boolean crLf =
          file[end] == FrameBytes.CR && end + 1 < file.length && file[end + 1] == FrameBytes.LF;
      end += crLf ? 2 : 1;
    }
    return Arrays.copyOfRange(file, from, end);
  }

  private static int nextLine(byte[] file, int from, int to) {
    int at = from;
    while (at < to && file[at] != FrameBytes.CR && file[at] != FrameBytes.LF) {
      at++;
    }
    return at + 1;
  }

  /** Three letters and a delimiter: {@code MSHAPE} is not a segment. */
  private static boolean isSegment(byte[] file, int at, String name) {
    return startsWith(file, at, name.getBytes(StandardCharsets.US_ASCII))
        && at + 3 < file.length
        && !Character.isLetterOrDigit((char) (file[at + 3] & 0xFF));
  }

  private static boolean isTwoByteText(byte[] file) {
    if (file.length < 2 || file[0] == FrameBytes.START) {
      return false; // a frame, whatever it holds
    }
    boolean marked = (file[0] & 0xFF) + (file[1] & 0xFF) == 0xFE + 0xFF && file[0] < 0;
    return marked || (file[0] == 0) != (file[1] == 0);
  }

  private static boolean startsWith(byte[] file, int at, byte[] start) {
    return at + start.length <= file.length
        && Arrays.equals(file, at, at + start.length, start, 0, start.length);
  }
}
