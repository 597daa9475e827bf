package dev.trestle.semantics.mapping.run;

import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.plan.MapPlan;
import dev.trestle.semantics.mapping.plan.RulePlan;
import org.jspecify.annotations.Nullable;

/** Learns of every rule of a translation what became of it, to explain and not to translate. */
@FunctionalInterface
public interface RuleWitness {
  /** Nobody wants to know. */
  RuleWitness NONE = (map, rule, segment, outcome) -> {};

  /** What became of a rule, or of a whole map. */
  enum Outcome {
    SAID("said"),
    MAP_CONDITION("the condition of its map does not hold"),
    IGNORED("the source ignores this segment, or what it says of demographics"),
    UNNAMED("nothing here names the resource"),
    NO_TARGET("no resource of this role is there at this place"),
    NO_EVENT("the type of message has no event that says it"),
    CONDITION("its condition does not hold"),
    NOT_VALUED("its field says nothing"),
    NOTHING("its field made no value; see the findings");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    /** In words, to follow the name of the rule. */
    public String text() {
      return text;
    }
  }

  /**
   * A rule was run on a segment, or could have been.
   *
   * @param rule null: the map as a whole
   */
  void rule(MapPlan map, @Nullable RulePlan rule, Segment segment, Outcome outcome);
}
