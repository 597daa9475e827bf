package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.message.AnswerCode;
import dev.trestle.kernel.problem.Finding;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes acknowledgements (HL7 v2.5.1 §2.9.2, §2.14) with the delimiters and in the character set
 * of the message answered. Of the message's values only those of MSH go back.
 */
final class AnswerWriter {
  /** MSH-7: to the second, with the offset. */
  static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssZ", Locale.ROOT);

  private final @Nullable MessageHeader header;
  private final Hl7Writer writer;
  private final String version;

  AnswerWriter(byte[] raw) {
    header = MessageHeader.read(raw);
    writer =
        header == null
            ? Hl7Writer.message(Delimiters.DEFAULT, StandardCharsets.US_ASCII)
            : Hl7Writer.message(header.delimiters(), header.charset());
    version = header == null ? "" : header.verbatim(12, 1);
  }

  byte[] write(AnswerCode code, @Nullable Finding problem, ZonedDateTime now, String controlId) {
    Hl7Writer.SegmentWriter msh =
        writer
            .segment("MSH")
            .verbatim(3, field(5))
            .verbatim(4, field(6))
            .verbatim(5, field(3))
            .verbatim(6, field(4))
            .field(7, TIME.format(now));
    type(msh);
    msh.field(10, controlId)
        .verbatim(11, field(11))
        .verbatim(12, field(12))
        .verbatim(18, field(18));
    Hl7Writer.SegmentWriter msa =
        writer.segment("MSA").field(1, code.name()).verbatim(2, field(10));
    if (problem != null) {
      error(problem, msa);
    }
    return writer.bytes();
  }

  private byte[] field(int number) {
    return header == null ? new byte[0] : header.field(number);
  }

  /** MSH-9: {@code ACK} before v2.3, {@code ACK^A01} before v2.4, then {@code ACK^A01^ACK}. */
  private void type(Hl7Writer.SegmentWriter msh) {
    String trigger = header == null ? "" : header.verbatim(9, 2);
    if (trigger.isEmpty() || before("2.3")) {
      msh.field(9, "ACK");
    } else if (before("2.4")) {
      msh.field(9, "ACK", trigger);
    } else {
      msh.field(9, "ACK", trigger, "ACK");
    }
  }

  /** Whether MSH-12 is an earlier version; one that is not read counts as new. */
  private boolean before(String other) {
    return version.length() >= 3 && version.startsWith("2.") && version.compareTo(other) < 0;
  }

  /** ERR as of v2.5; for older receivers also ERR-1 and MSA-3, which were withdrawn then. */
  private void error(Finding problem, Hl7Writer.SegmentWriter msa) {
    ErrorLocation at = ErrorLocation.of(problem.location());
    String code = Integer.toString(problem.code().hl7ErrorCode());
    String text = ErrorConditions.text(problem.code().hl7ErrorCode());
    Hl7Writer.SegmentWriter err = writer.segment("ERR");
    if (before("2.5")) {
      msa.field(3, problem.text());
      err.repetitions(
          1,
          List.of(
              List.of(
                  List.of(at.segment()),
                  List.of(at.ordinal()),
                  List.of(at.field()),
                  List.of(code, text, ErrorConditions.TABLE))));
    }
    if (!at.segment().isEmpty()) {
      err.field(
          2,
          at.segment(),
          at.ordinal(),
          at.field(),
          at.repetition(),
          at.component(),
          at.subcomponent());
    }
    err.field(3, code, text, ErrorConditions.TABLE)
        .field(4, severity(problem))
        .field(8, problem.text());
  }

  /** HL7 table 0516. */
  private static String severity(Finding problem) {
    return switch (problem.severity()) {
      case ERROR -> "E";
      case WARNING -> "W";
      case INFORMATION -> "I";
    };
  }
}
