package dev.trestle.kernel.message;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A language that messages are written in, as far as intake must understand it. Pure: no clock, no
 * I/O, no randomness; never throws on bad data.
 */
public interface Dialect {
  /**
   * The facts of the header, or empty when the bytes are no message of this dialect (HL7 v2: no
   * MSH).
   */
  Optional<Header> header(byte[] raw);

  /**
   * The keys that order the message: every identifier of every patient it names, its visits and its
   * orders; for a merge also the identifiers that retire. Empty for master files, and when nothing
   * can be read.
   */
  List<OrderingKey> keys(byte[] raw, Source source, Site site);

  /**
   * The acknowledgement of a message, in its character set and with its delimiters; MSA-2 is MSH-10
   * verbatim.
   *
   * @param raw the message answered
   * @param code MSA-1
   * @param problem becomes ERR, or null
   * @param now becomes MSH-7
   * @param controlId becomes MSH-10 of the answer
   */
  byte[] answer(
      byte[] raw, AnswerCode code, @Nullable Finding problem, ZonedDateTime now, String controlId);

  /**
   * The messages of a batch (FHS/BHS … BTS/FTS, HL7 v2.5.1 §2.10.3), or empty when the bytes are
   * one message.
   */
  Optional<Batch> batch(byte[] raw);

  /**
   * A batch taken apart.
   *
   * @param messages each member's bytes
   * @param findings wrong counts, missing trailers
   */
  record Batch(List<byte[]> messages, List<Finding> findings) {
    @Override
    public String toString() {
      return "Batch[" + messages.size() + "]";
    }
  }

  /** The response batch that holds the answers of a batch's members, in their order. */
  byte[] batchAnswer(byte[] rawBatch, List<byte[]> answers, ZonedDateTime now, String controlId);
}
