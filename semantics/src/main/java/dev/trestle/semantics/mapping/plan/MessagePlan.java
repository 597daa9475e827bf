package dev.trestle.semantics.mapping.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What is done with a type of message.
 *
 * @param maps in the order they run
 * @param event what the type says about the visit, or null
 * @param controls what ORC-1 says about an order, by its code; empty: any other code
 * @param traits how its segments are read
 * @param report what a person shall know of each message of a type that is kept, or empty
 */
public record MessagePlan(
    List<MapPlan> maps,
    @Nullable EventPlan event,
    Map<String, EventPlan> controls,
    Set<Trait> traits,
    String report) {
  public MessagePlan {
    maps = List.copyOf(maps);
    controls = Map.copyOf(controls);
    traits = Set.copyOf(traits);
  }

  /** How the segments of a type are read. */
  public enum Trait {
    /** It is about orders, so that what it says of them is authoritative. */
    ORDERS,
    /** MRG retires a source record (A40). */
    MERGE,
    /** Several PIDs are several patients, each with what follows. */
    MANY_PATIENTS,
    /** It is kept with its message; what its maps say only fills. */
    KEPT,
    /** MRG may name a former account or visit of the same patient, which retires nobody. */
    PRIOR_NUMBERS,
    /** The former number of a visit that MRG names is another name of that visit (A50, A51). */
    RENUMBERS,
    /** Its two PIDs are one person (A24). */
    LINKS,
    /** That its two PIDs are one person is taken back (A37). */
    UNLINKS,
    /** The visit of PV1-19 was another patient's, whom MRG-1 names (A45). */
    MOVES_VISIT,
    /** The account of PID-18 was another patient's, whom MRG-1 names (A44). */
    MOVES_ACCOUNT,
    /** The numbers of MRG-1 were another patient's (A43). */
    MOVES_NUMBERS,
    /** A specimen stands before its orders, and ORC after its OBR (OUL). */
    SPECIMENS_FIRST
  }

  public boolean orders() {
    return traits.contains(Trait.ORDERS);
  }

  public boolean merge() {
    return traits.contains(Trait.MERGE);
  }

  public boolean manyPatients() {
    return traits.contains(Trait.MANY_PATIENTS);
  }

  /** Whether what is said only fills. */
  public boolean partial() {
    return traits.contains(Trait.KEPT);
  }

  public boolean priorNumbers() {
    return traits.contains(Trait.PRIOR_NUMBERS);
  }

  public boolean renumbers() {
    return traits.contains(Trait.RENUMBERS);
  }

  public boolean links() {
    return traits.contains(Trait.LINKS);
  }

  public boolean unlinks() {
    return traits.contains(Trait.UNLINKS);
  }

  public boolean movesVisit() {
    return traits.contains(Trait.MOVES_VISIT);
  }

  public boolean movesAccount() {
    return traits.contains(Trait.MOVES_ACCOUNT);
  }

  public boolean movesNumbers() {
    return traits.contains(Trait.MOVES_NUMBERS);
  }

  public boolean specimensFirst() {
    return traits.contains(Trait.SPECIMENS_FIRST);
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
