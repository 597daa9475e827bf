package dev.trestle.identity.learn;

import dev.trestle.identity.resolve.ModelEffect;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model that was trained on the index, or is about to be.
 *
 * @param step what is being done now, or why it failed
 * @param version null while it is not ready
 * @param records that the index had
 * @param labels pairs on which people had decided and that it learned from
 * @param effect what it would have changed when it was made; null while it is not ready
 */
public record TrainedLinkModel(
    long id,
    Instant at,
    String actor,
    String reason,
    State state,
    String step,
    @Nullable String version,
    long records,
    long labels,
    @Nullable ModelEffect effect) {
  /** How far it is. */
  public enum State {
    IN_TRAINING,
    READY,
    FAILED
  }

  @Override
  public String toString() {
    return "TrainedLinkModel[" + id + "]";
  }
}
