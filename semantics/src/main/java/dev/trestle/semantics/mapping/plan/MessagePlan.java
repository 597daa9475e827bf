package dev.trestle.semantics.mapping.plan;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a type of message.
 *
 * @param maps in the order they run
 * @param event what the type says about the visit, or null
 * @param merge whether MRG retires a source record (A40)
 * @param manyPatients whether several PIDs are several patients with their own results
 * @param partial whether the type has no mapping: what is said only fills
 */
public record MessagePlan(
    List<MapPlan> maps,
    @Nullable EventPlan event,
    boolean merge,
    boolean manyPatients,
    boolean partial) {
  public MessagePlan {
    maps = List.copyOf(maps);
  }

  /**
   * A row of the event table.
   *
   * @param name event in a visit's history
   * @param cancels whether it takes that event back
   * @param values what it says by name, for example {@code status}
   * @param base what stands by a lower level when no event is left
   */
  public record EventPlan(
      String name,
      boolean cancels,
      SortedMap<String, String> values,
      SortedMap<String, String> base) {}
}
