package dev.trestle.kernel.statement;

import org.jspecify.annotations.Nullable;

/**
 * What belonged to one patient belongs to another, as the source decided it (A45): what is said of
 * it under the former patient's number is about the other one too, whenever it comes. Who it is of
 * stands in a statement of level {@link Statement#MOVED}: of several moves the last by the time at
 * the source counts.
 *
 * <p>Numbers can move as well (A43): then {@code key} is the Patient they are of now, and {@code
 * former} is a Patient's key that has the moved numbers for its names. Where they are the names of
 * {@code key} too, they are to name nobody but themselves.
 *
 * @param key index in {@link Translation#keys()} of what is moved, under the patient it moves to
 * @param former how it was named under the patient it moves from
 * @param timeMicros statement time
 * @param source of numbers: another name of the patient they were of, where the message has one
 */
public record Move(int key, ResourceKey former, long timeMicros, @Nullable ResourceKey source) {
  /** A move of something that has a patient. */
  public Move(int key, ResourceKey former, long timeMicros) {
    this(key, former, timeMicros, null);
  }

  /** Whether numbers move, not what was said under them. */
  public boolean isOfNumbers() {
    return former.type().equals("Patient");
  }

  @Override
  public String toString() {
    return "Move[" + former.type() + "]";
  }
}
