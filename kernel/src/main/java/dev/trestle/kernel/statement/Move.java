package dev.trestle.kernel.statement;

/**
 * What belonged to one patient belongs to another, as the source decided it (A45): what is said of
 * it under the former patient's number is about the other one too, whenever it comes. Who it is of
 * stands in a statement of level {@link Statement#MOVED}: of several moves the last by the time at
 * the source counts.
 *
 * @param key index in {@link Translation#keys()} of what is moved, under the patient it moves to
 * @param former how it was named under the patient it moves from
 * @param timeMicros statement time
 */
public record Move(int key, ResourceKey former, long timeMicros) {
  @Override
  public String toString() {
    return "Move[" + former.type() + "]";
  }
}
