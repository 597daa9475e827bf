package dev.trestle.sandbox.sender;

import dev.trestle.kernel.message.AnswerCode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a sender reads of an acknowledgement.
 *
 * @param code MSA-1
 * @param controlId MSA-2
 */
record Answer(AnswerCode code, String controlId) {

  /** Empty when the bytes are no acknowledgement. Ids of the sandbox are ASCII, so bytes do. */
  static Optional<Answer> read(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!text.startsWith("MSH") || text.length() < 8) {
      return Optional.empty();
    }
    String separator = text.substring(3, 4);
    for (String segment : text.split("[\r\n]+")) {
      if (segment.startsWith("MSA" + separator)) {
        return acknowledgement(segment.substring(4), separator.charAt(0));
      }
    }
    return Optional.empty();
  }

  private static Optional<Answer> acknowledgement(String fields, char separator) {
    int first = fields.indexOf(separator);
    if (first < 0) {
      return Optional.empty();
    }
    int second = fields.indexOf(separator, first + 1);
    String id = second < 0 ? fields.substring(first + 1) : fields.substring(first + 1, second);
    for (AnswerCode code : AnswerCode.values()) {
      if (code.name().contentEquals(fields.subSequence(0, first))) {
        return Optional.of(new Answer(code, id));
      }
    }
    return Optional.empty();
  }
}
