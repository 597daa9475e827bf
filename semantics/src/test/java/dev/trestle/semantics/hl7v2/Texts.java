package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tiny messages for tests. */
final class Texts {
  static final String MSH = "MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.5.1";

  private Texts() {}

  /** Each char below 256 is one byte. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static Hl7Message read(String text) {
    return Hl7Message.read(bytes(text), ReadOptions.DEFAULT);
  }

  static Hl7Message read(byte[] raw) {
    return Hl7Message.read(raw, ReadOptions.DEFAULT);
  }

  /** A message with this MSH-18 and one OBX whose fifth field is given. */
  static byte[] withText(String charset, byte[] text) {
    byte[] head = bytes(MSH + "||||||" + charset + "\rOBX|1|ST|X||");
    byte[] raw = new byte[head.length + text.length + 1];
    System.arraycopy(head, 0, raw, 0, head.length);
    System.arraycopy(text, 0, raw, head.length, text.length);
    raw[raw.length - 1] = '\r';
    return raw;
  }

  static List<ProblemCode> codes(Hl7Message message) {
    return message.findings().stream().map(Finding::code).toList();
  }
}
