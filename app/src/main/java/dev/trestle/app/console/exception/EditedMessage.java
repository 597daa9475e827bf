package dev.trestle.app.console.exception;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.ReadOptions;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as text that a person edits: one line for each segment. What was not touched stays the
 * same to the byte, or the text cannot be edited here.
 */
final class EditedMessage {
  private EditedMessage() {}

  /** The text, or empty when its bytes are no text of its character set. */
  static java.util.Optional<String> text(byte[] raw) {
    Charset charset = charset(raw);
    String text = new String(raw, charset);
    if (!java.util.Arrays.equals(text.getBytes(charset), raw) || text.indexOf('\n') >= 0) {
      return java.util.Optional.empty();
    }
    return java.util.Optional.of(text.replace('\r', '\n'));
  }

  /**
   * The bytes of an edited text, in the original's character set.
   *
   * @throws TrestleException REQUEST_INVALID a character is not in that set
   */
  static byte[] bytes(String text, byte[] original) {
    String segments = text.replace("\r\n", "\n").replace('\n', '\r');
    try {
      ByteBuffer encoded = charset(original).newEncoder().encode(CharBuffer.wrap(segments));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "A character is not in the message's character set, " + charset(original).name(),
          e);
    }
  }

  /** A segment before and after; one of them is empty when it was added or removed. */
  record Change(String before, String after) {
    @Override
    public String toString() {
      return "Change";
    }
  }

  /** The segments that differ, by place: a correction is small. */
  static List<Change> difference(byte[] original, byte[] edited) {
    List<String> before = lines(original, charset(original));
    List<String> after = lines(edited, charset(original));
    int same = 0;
    while (same < before.size()
        && same < after.size()
        && before.get(same).equals(after.get(same))) {
      same++;
    }
    int tail = 0;
    while (tail < before.size() - same
        && tail < after.size() - same
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    List<Change> changes = new ArrayList<>();
    int rows = Math.max(before.size(), after.size()) - tail;
    for (int i = same; i < rows; i++) {
      String old = i < before.size() - tail ? before.get(i) : "";
      String now = i < after.size() - tail ? after.get(i) : "";
      if (!old.equals(now)) {
        changes.add(new Change(old, now));
      }
    }
    return changes;
  }

  private static List<String> lines(byte[] raw, Charset charset) {
    return List.of(new String(raw, charset).split("\r", -1));
  }

  private static Charset charset(byte[] raw) {
    return Hl7Message.read(raw, ReadOptions.DEFAULT).charset();
  }
}
