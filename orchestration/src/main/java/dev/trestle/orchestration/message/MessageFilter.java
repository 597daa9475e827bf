package dev.trestle.orchestration.message;

import dev.trestle.kernel.problem.ProblemCode;
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
 * @param finding a problem found in them, or the one that stopped them
 * @param from received at or after
 * @param to received before
 * @param keys one of these orders them: patient, visit or order; empty asks nothing
 * @param waitsFor they wait for this entry; 0: for their source, which is stopped or paused
 * @param controls keyed hashes of a control id, one for each source; empty asks nothing
 */
public record MessageFilter(
    @Nullable String source,
    @Nullable String type,
    @Nullable MessageState state,
    @Nullable ProblemCode finding,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long waitsFor,
    @Nullable List<Hash128> keys,
    @Nullable List<Hash128> controls) {
  /** Everything. */
  public static final MessageFilter ALL =
      new MessageFilter(null, null, null, null, null, null, null, null, null);

  public MessageFilter withSource(@Nullable String wanted) {
    return new MessageFilter(wanted, type, state, finding, from, to, waitsFor, keys, controls);
  }

  public MessageFilter withType(@Nullable String wanted) {
    return new MessageFilter(source, wanted, state, finding, from, to, waitsFor, keys, controls);
  }

  public MessageFilter withState(@Nullable MessageState wanted) {
    return new MessageFilter(source, type, wanted, finding, from, to, waitsFor, keys, controls);
  }

  public MessageFilter withFinding(@Nullable ProblemCode wanted) {
    return new MessageFilter(source, type, state, wanted, from, to, waitsFor, keys, controls);
  }

  public MessageFilter withPeriod(@Nullable Instant start, @Nullable Instant end) {
    return new MessageFilter(source, type, state, finding, start, end, waitsFor, keys, controls);
  }

  public MessageFilter withWaitsFor(@Nullable Long wanted) {
    return new MessageFilter(source, type, state, finding, from, to, wanted, keys, controls);
  }

  public MessageFilter withKeys(List<Hash128> wanted) {
    return new MessageFilter(
        source, type, state, finding, from, to, waitsFor, List.copyOf(wanted), controls);
  }

  public MessageFilter withControls(List<Hash128> wanted) {
    return new MessageFilter(
        source, type, state, finding, from, to, waitsFor, keys, List.copyOf(wanted));
  }
}
