package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a batch apart. A member that is no message is a member all the same; what the trailers
 * count is compared with what came.
 */
final class BatchReader {
  private final BatchFile file;
  private final List<Finding> findings = new ArrayList<>();

  private BatchReader(BatchFile file) {
    this.file = file;
  }

  static Optional<Dialect.Batch> read(byte[] raw) {
    BatchFile file = file(raw);
    return file.isBatch() ? Optional.of(new BatchReader(file).batch()) : Optional.empty();
  }

  /** The file; UTF-16 is transcoded, so that members are UTF-8. */
  static BatchFile file(byte[] raw) {
    boolean wide = raw.length > 3 && (raw[0] == 0 ? raw[2] == 0 : raw[1] == 0 && raw[3] == 0);
    boolean mark = raw.length > 3 && (raw[0] & raw[1] & 0xFE) == 0xFE;
    if (!wide && !mark) {
      return new BatchFile(raw);
    }
    boolean big = raw[0] == 0 || raw[0] == (byte) 0xFE;
    Charset charset = big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    int from = mark ? 2 : 0;
    String text = new String(raw, from, raw.length - from, charset);
    return new BatchFile(text.getBytes(StandardCharsets.UTF_8));
  }

  private Dialect.Batch batch() {
    List<byte[]> messages = new ArrayList<>();
    int headers = 0;
    int number = 0;
    for (BatchFile.Group group : file.groups) {
      number++;
      group.members.forEach(span -> messages.add(file.member(span)));
      headers += group.header == null ? 0 : 1;
      String place = file.groups.size() > 1 ? "BTS[" + number + "]" : "BTS";
      compare(place, group.header, group.trailer, group.members.size());
    }
    compare("FTS", file.header, file.trailer, headers == 0 ? file.groups.size() : headers);
    return new Dialect.Batch(messages, findings);
  }

  private void compare(
      String place, byte @Nullable [] header, byte @Nullable [] trailer, int came) {
    if (trailer == null) {
      if (header != null) {
        findings.add(
            Finding.warning(
                ProblemCode.BATCH_COUNT_WRONG,
                place,
                "The trailer is missing; the end of the batch may be too."));
      }
      return;
    }
    int said = count(trailer);
    if (said >= 0 && said != came) {
      findings.add(
          Finding.warning(
              ProblemCode.BATCH_COUNT_WRONG,
              place + "-1",
              "The trailer counts " + said + ", but " + came + " came."));
    }
  }

  /** The number in field 1 of a trailer, or -1 when there is none. */
  private static int count(byte[] trailer) {
    int at = 4;
    while (at < trailer.length && trailer[at] == ' ') {
      at++;
    }
    int value = -1;
    while (at < trailer.length && Ascii.isDigit(trailer[at])) {
      value = (int) Math.min(Integer.MAX_VALUE, Math.max(value, 0) * 10L + trailer[at] - '0');
      at++;
    }
    return value;
  }
}
