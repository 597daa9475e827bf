package dev.trestle.orchestration.message;

import dev.trestle.kernel.sealing.Hash128;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are asked for; null asks nothing.
 *
 * @param source {@code mercy/adt}
 * @param type {@code ADT^A01}, or the code alone: {@code ADT}
 * @param state where they are
 * @param from received at or after
 * @param to received before
 * @param keys one of these orders them: patient, visit or order; empty asks nothing
 * @param controls keyed hashes of a control id, one for each source; empty asks nothing
 */
public record MessageFilter(
    @Nullable String source,
    @Nullable String type,
    @Nullable MessageState state,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable List<Hash128> keys,
    @Nullable List<Hash128> controls) {
  /** Everything. */
  public static final MessageFilter ALL =
      new MessageFilter(null, null, null, null, null, null, null);

  public MessageFilter withKeys(List<Hash128> wanted) {
    return new MessageFilter(source, type, state, from, to, List.copyOf(wanted), controls);
  }

  public MessageFilter withControls(List<Hash128> wanted) {
    return new MessageFilter(source, type, state, from, to, keys, List.copyOf(wanted));
  }
}
