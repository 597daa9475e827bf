package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.message.AnswerCode;
import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.message.Header;
import dev.trestle.kernel.message.OrderingKey;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** HL7 v2 for intake. Stateless and thread-safe; no method throws because of the bytes. */
public final class Hl7v2Dialect implements Dialect {
  @Override
  public Optional<Header> header(byte[] raw) {
    MessageHeader header = MessageHeader.read(raw);
    return header == null ? Optional.empty() : Optional.of(header.facts());
  }

  @Override
  public List<OrderingKey> keys(byte[] raw, Source source, Site site) {
    Hl7Message message = Hl7Message.read(raw, new ReadOptions(source.charset()));
    return new KeyReader(source, site).read(message);
  }

  /** {@inheritDoc} Without MSH the answer has the usual delimiters and an empty MSA-2. */
  @Override
  public byte[] answer(
      byte[] raw, AnswerCode code, @Nullable Finding problem, ZonedDateTime now, String controlId) {
    return new AnswerWriter(raw).write(code, problem, now, controlId);
  }

  @Override
  public Optional<Batch> batch(byte[] raw) {
    return BatchReader.read(raw);
  }

  @Override
  public byte[] batchAnswer(
      byte[] rawBatch, List<byte[]> answers, ZonedDateTime now, String controlId) {
    return new BatchAnswerWriter(rawBatch, now, controlId).write(answers);
  }
}
