package dev.trestle.semantics.mapping.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A map from a segment to a resource, compiled.
 *
 * @param name short name
 * @param from segment
 * @param type resource type
 * @param role what the resource is for the others of the message
 * @param level how much authority its statements have
 * @param finalWhen when a result is final and ranks above a preliminary one, or null
 * @param when condition, or null
 * @param names how the resource is named; empty: it is the one of its role that is there already
 * @param ofPatient whether its key has the patient as subject
 * @param snapshot whether the segments of this kind are a list that may be complete
 * @param distinct whether of two segments of one message that tell of one resource none is taken
 * @param report a finding where its condition holds, for a person to decide; empty for none
 * @param refers whether it only names the resource for others to refer to: without a rule that says
 *     something, the message makes no statement about it
 * @param owner role of the list's owner
 * @param rules in order
 */
public record MapPlan(
    String name,
    String from,
    String type,
    String role,
    Level level,
    @Nullable Condition finalWhen,
    @Nullable Condition when,
    List<NamePlan> names,
    boolean ofPatient,
    boolean snapshot,
    boolean distinct,
    String report,
    boolean refers,
    String owner,
    List<RulePlan> rules) {
  public MapPlan {
    names = List.copyOf(names);
    rules = List.copyOf(rules);
  }

  /** How much authority the statements of a map have. */
  public enum Level {
    /** As the source may speak about demographics. */
    DEMOGRAPHICS,
    /** Authoritative from an ADT message, else filling only. */
    ADMINISTRATIVE,
    /** Authoritative from a message that is about orders, filling from one that answers them. */
    ORDER,
    /** Authoritative; a final result above a preliminary one. */
    RESULT,
    /** Fills only. */
    FILL,
    /** Shown only while nothing else is known. */
    DEFAULT
  }
}
