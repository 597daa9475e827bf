package dev.trestle.app.console.feed;

import dev.trestle.app.http.MessageParts;
import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.message.Header;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.FeedState;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.Hl7v2Dialect;
import dev.trestle.semantics.hl7v2.ReadOptions;
import dev.trestle.semantics.mapping.BundleRenderer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What a message would come to on a feed under the active site. Nothing is stored. */
final class Trial {
  /** Characters of a message that is tried. */
  static final int CHARS_LIMIT = 500_000;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final MessageParts parts;
  private final Dialect dialect = new Hl7v2Dialect();

  Trial(MessageParts parts) {
    this.parts = parts;
  }

  /**
   * What came of it; patient data.
   *
   * @param becomes {@code applied}, {@code filtered}, {@code rejected} or {@code exception}
   * @param why in words
   * @param raw the message as bytes
   * @param bundle the resources it speaks of, as JSON
   */
  record Answer(String becomes, String why, byte[] raw, String bundle) {
    @Override
    public String toString() {
      return "Answer[" + becomes + "]";
    }
  }

  /**
   * Tries a text, one line for each segment.
   *
   * @throws TrestleException REQUEST_INVALID it is no message, a batch, too long, or a character is
   *     not in its character set
   */
  Answer of(Source source, String text) {
    if (text.length() > CHARS_LIMIT) {
      throw invalid("A message that is tried has at most " + CHARS_LIMIT + " characters");
    }
    byte[] raw = bytes(source, text.strip().replace("\r\n", "\n").replace('\n', '\r') + "\r");
    if (dialect.batch(raw).isPresent()) {
      throw invalid("That is more than one message; try them one by one");
    }
    Optional<Header> header = dialect.header(raw);
    if (header.isEmpty()) {
      throw invalid("That is no message: it does not begin with MSH");
    }
    Site site = parts.site().get();
    Translation translation = parts.translator().translate(raw, source, site);
    String bundle =
        JSON.writerWithDefaultPrettyPrinter()
            .writeValueAsString(BundleRenderer.bundle(translation, numbered()));
    return answer(source, header.get(), translation, raw, bundle);
  }

  private static Answer answer(
      Source source, Header header, Translation translation, byte[] raw, String bundle) {
    if (source.feed().state() == FeedState.DRAFT) {
      return new Answer("rejected", ProblemCode.FEED_DRAFT.advice(), raw, bundle);
    }
    if (!source.accepts(header.messageCode(), header.trigger())) {
      return new Answer("rejected", ProblemCode.TYPE_NOT_ACCEPTED.advice(), raw, bundle);
    }
    if (source.feed().state() == FeedState.SHADOW) {
      return new Answer("filtered", ProblemCode.FEED_SHADOW.advice(), raw, bundle);
    }
    return translation.result() == Translation.Result.UNTRANSLATABLE
        ? new Answer("exception", "It could not be translated.", raw, bundle)
        : new Answer(
            "applied",
            "Unless what is known of the patient, visit or order stands against it: the record was"
                + " not asked.",
            raw,
            bundle);
  }

  private static byte[] bytes(Source source, String text) {
    Charset charset =
        Hl7Message.read(text.getBytes(StandardCharsets.UTF_8), new ReadOptions(source.charset()))
            .charset();
    try {
      ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "A character is not in the message's character set, " + charset.name(),
          e);
    }
  }

  /** Ids that only tell resources of this message apart: {@code Patient-1}. */
  private static java.util.function.Function<ResourceKey, String> numbered() {
    Map<ResourceKey, String> ids = new HashMap<>();
    return key -> ids.computeIfAbsent(key, one -> one.type() + "-" + (ids.size() + 1));
  }

  private static TrestleException invalid(String text) {
    return new TrestleException(ProblemCode.REQUEST_INVALID, text);
  }
}
