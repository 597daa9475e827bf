package dev.trestle.semantics.mapping.plan;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a type of message.
 *
 * @param maps in the order they run
 * @param event what the type says about the visit, or null
 * @param controls what ORC-1 says about an order, by its code; empty: any other code
 * @param orders whether the message is about orders, so that what it says of them is authoritative
 * @param merge whether MRG retires a source record (A40)
 * @param manyPatients whether several PIDs are several patients with their own results
 * @param partial whether the type has no mapping: what is said only fills
 */
public record MessagePlan(
    List<MapPlan> maps,
    @Nullable EventPlan event,
    Map<String, EventPlan> controls,
    boolean orders,
    boolean merge,
    boolean manyPatients,
    boolean partial) {
  public MessagePlan {
    maps = List.copyOf(maps);
    controls = Map.copyOf(controls);
  }

  /**
   * What an order control code (HL7 table 0119) does to the order, or null when nothing is known.
   */
  public @Nullable EventPlan control(String code) {
    EventPlan found = controls.get(code);
    return found == null ? controls.get("") : found;
  }

  /**
   * A row of the event table.
   *
   * @param name event in the history of what it happens to
   * @param roles of the maps whose resources it happens to
   * @param cancels whether it takes that event back
   * @param values what it says by name, for example {@code status}
   * @param base what stands by a lower level when no event is left
   */
  public record EventPlan(
      String name,
      List<String> roles,
      boolean cancels,
      SortedMap<String, String> values,
      SortedMap<String, String> base) {
    public EventPlan {
      roles = List.copyOf(roles);
    }
  }
}
