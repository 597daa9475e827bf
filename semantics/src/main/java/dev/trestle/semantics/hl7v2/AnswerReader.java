package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.message.AnswerCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads what a receiver answers. Other delimiters, frame bytes and noise do not matter; what is no
 * acknowledgement is empty, so that it never looks like an acceptance.
 */
public final class AnswerReader {
  private AnswerReader() {}

  /**
   * An acknowledgement.
   *
   * @param code MSA-1
   * @param controlId MSA-2: MSH-10 of the message answered; empty when absent
   * @param errorCodes ERR-3.1 of every ERR, else ERR-1.4.1 (before v2.5); codes of HL7 table 0357
   */
  public record Answer(AnswerCode code, String controlId, List<String> errorCodes) {
    public Answer {
      errorCodes = List.copyOf(errorCodes);
    }

    /** Whether the receiver has taken the message: AA or CA. */
    public boolean accepted() {
      return code == AnswerCode.AA || code == AnswerCode.CA;
    }
  }

  /** Reads an answer; empty without MSH, without MSA, or when MSA-1 is not of HL7 table 0008. */
  public static Optional<Answer> read(byte[] raw) {
    Hl7Message message = Hl7Message.read(raw, ReadOptions.DEFAULT);
    List<String> errors = new ArrayList<>();
    Answer found = null;
    for (int i = 0; i < message.segmentCount(); i++) {
      Segment segment = message.segment(i);
      if (segment.name().equals("ERR")) {
        addErrors(segment, errors);
      }
      if (segment.name().equals("MSA")) {
        Optional<AnswerCode> code = code(segment.text(1, 1, 1, 0));
        if (code.isEmpty() || found != null) {
          // Two answers in one: neither can be believed.
          return Optional.empty();
        }
        found = new Answer(code.get(), segment.text(2, 0, 0, 0), List.of());
      }
    }
    return Optional.ofNullable(found)
        .map(answer -> new Answer(answer.code(), answer.controlId(), errors));
  }

  private static Optional<AnswerCode> code(String text) {
    String wanted = text.strip().toUpperCase(Locale.ROOT);
    for (AnswerCode code : AnswerCode.values()) {
      if (code.name().equals(wanted)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  private static void addErrors(Segment err, List<String> errors) {
    String code = err.text(3, 1, 1, 0);
    if (!code.isEmpty()) {
      errors.add(code);
      return;
    }
    int repetitions = err.repetitions(1);
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      String older = err.text(1, repetition, 4, 1);
      if (!older.isEmpty()) {
        errors.add(older);
      }
    }
  }
}
