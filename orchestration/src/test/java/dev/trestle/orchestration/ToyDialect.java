package dev.trestle.orchestration;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trestle.kernel.message.AnswerCode;
import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.message.Header;
import dev.trestle.kernel.message.OrderingKey;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code control|type|processing|mode|keys|payload}; keys are a letter and a number, {@code P1,O2};
 * the mode is that of MSH-15 and that of MSH-16, {@code ALER}. Lines after {@code BATCH} are
 * members of a batch.
 */
public final class ToyDialect implements Dialect {
  static String[] parts(byte[] raw) {
    return new String(raw, UTF_8).split("\\|", -1);
  }

  @Override
  public Optional<Header> header(byte[] raw) {
    String[] parts = parts(raw);
    if (parts.length != 6) {
      return Optional.empty();
    }
    String[] type = parts[1].split("\\^", -1);
    return Optional.of(
        new Header(
            type[0],
            type.length > 1 ? type[1] : "",
            parts[0],
            parts[2],
            "2.5.1",
            "APP",
            "FAC",
            parts[3].isEmpty() ? "" : parts[3].substring(0, 2),
            parts[3].length() > 2 ? parts[3].substring(2) : ""));
  }

  @Override
  public List<OrderingKey> keys(byte[] raw, Source source, Site site) {
    List<OrderingKey> keys = new ArrayList<>();
    for (String key : parts(raw)[4].split(",")) {
      if (!key.isEmpty()) {
        keys.add(new OrderingKey(kind(key.charAt(0)), "mercy", "A", key.substring(1)));
      }
    }
    return keys;
  }

  private static OrderingKey.Kind kind(char letter) {
    return Arrays.stream(OrderingKey.Kind.values())
        .filter(kind -> kind.name().charAt(0) == letter)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public byte[] answer(
      byte[] raw, AnswerCode code, @Nullable Finding problem, ZonedDateTime now, String controlId) {
    return (code + ":" + parts(raw)[0]).getBytes(UTF_8);
  }

  @Override
  public Optional<Batch> batch(byte[] raw) {
    String text = new String(raw, UTF_8);
    if (!text.startsWith("BATCH\n")) {
      return Optional.empty();
    }
    List<byte[]> members = text.lines().skip(1).map(line -> line.getBytes(UTF_8)).toList();
    return Optional.of(new Batch(members, List.of()));
  }

  @Override
  public byte[] batchAnswer(
      byte[] rawBatch, List<byte[]> answers, ZonedDateTime now, String controlId) {
    List<String> all = answers.stream().map(answer -> new String(answer, UTF_8)).toList();
    return String.join("\n", all).getBytes(UTF_8);
  }
}
