package dev.trestle.semantics.hl7v2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the answers of a batch's members into one response batch with the headers of the original
 * (HL7 v2.5.1 §2.10.3.3): a batch for each of its batches, in a file when it was one.
 */
final class BatchAnswerWriter {
  private final BatchFile file;
  private final String now;
  private final String controlId;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  BatchAnswerWriter(byte[] rawBatch, ZonedDateTime now, String controlId) {
    this.file = BatchReader.file(rawBatch);
    this.now = AnswerWriter.TIME.format(now);
    this.controlId = controlId;
  }

  byte[] write(List<byte[]> answers) {
    if (file.header != null) {
      header("FHS", file.header, controlId);
    }
    int members = file.groups.stream().mapToInt(group -> group.members.size()).sum();
    int batches = 0;
    if (members == answers.size() && !file.groups.isEmpty()) {
      int from = 0;
      for (BatchFile.Group group : file.groups) {
        int to = from + group.members.size();
        batches++;
        batch(group.header, controlId + suffix(batches), answers.subList(from, to));
        from = to;
      }
    } else {
      batches = 1;
      batch(file.groups.isEmpty() ? null : file.groups.get(0).header, controlId, answers);
    }
    if (file.header != null) {
      trailer("FTS", file.header, batches);
    }
    return out.toByteArray();
  }

  private String suffix(int batch) {
    return file.groups.size() > 1 ? "-" + batch : "";
  }

  private void batch(byte @Nullable [] original, String id, List<byte[]> answers) {
    header("BHS", original, id);
    answers.forEach(out::writeBytes);
    trailer("BTS", original, answers.size());
  }

  /** Sender and receiver change places; field 12 refers to the original's field 11. */
  private void header(String name, byte @Nullable [] original, String id) {
    HeaderLine line = HeaderLine.of(original);
    Hl7Writer writer = Hl7Writer.message(line.delimiters(), StandardCharsets.UTF_8);
    writer
        .segment(name)
        .verbatim(3, line.field(5))
        .verbatim(4, line.field(6))
        .verbatim(5, line.field(3))
        .verbatim(6, line.field(4))
        .field(7, now)
        .field(11, id)
        .verbatim(12, line.field(11));
    out.writeBytes(writer.bytes());
  }

  private void trailer(String name, byte @Nullable [] original, int count) {
    HeaderLine line = HeaderLine.of(original);
    Hl7Writer writer = Hl7Writer.message(line.delimiters(), StandardCharsets.UTF_8);
    writer.segment(name).field(1, Integer.toString(count));
    out.writeBytes(writer.bytes());
  }
}
