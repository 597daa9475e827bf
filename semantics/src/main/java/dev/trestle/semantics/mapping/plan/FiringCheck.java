package dev.trestle.semantics.mapping.plan;

import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MapDefinition;
import dev.trestle.semantics.mapping.rule.Mistakes;
import dev.trestle.semantics.mapping.rule.Place;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that hold for no message: they contradict themselves, the condition of their map, or
 * the triggers that the map runs for.
 */
final class FiringCheck {
  private final Triggers triggers;

  private FiringCheck(Plan plan) {
    this.triggers = new Triggers(plan);
  }

  /** Fails at the first rule that never fires. */
  static void run(EffectiveMapping mapping, Plan plan) {
    FiringCheck check = new FiringCheck(plan);
    mapping.maps().values().forEach(check::map);
  }

  private void map(MapDefinition map) {
    // A map that no message uses is not to blame for its triggers.
    Set<String> known = triggers.of(map.name());
    Set<String> used = known == null || known.isEmpty() ? null : known;
    Property enclosing = map.find("when").orElse(null);
    if (enclosing != null) {
      never("the map \"" + map.name() + "\" never runs", used, enclosing, null, null);
    }
    map.find("final-when")
        .ifPresent(when -> never("no result is ever final", used, when, null, enclosing));
    for (RuleDefinition rule : map.rules().values()) {
      if (!rule.disabled()) {
        Property when = rule.find("when").orElse(null);
        if (when != null) {
          never("the rule \"" + rule.id() + "\" never fires", used, when, null, enclosing);
        }
        rule.find("where")
            .ifPresent(
                where ->
                    never(
                        "the rule \"" + rule.id() + "\" never takes a repetition",
                        used,
                        where,
                        when,
                        enclosing));
      }
    }
  }

  private static void never(
      String what,
      @Nullable Set<String> triggers,
      Property said,
      @Nullable Property when,
      @Nullable Property enclosing) {
    Condition condition = condition(said);
    Condition outer = condition(enclosing);
    Condition inner = condition(when);
    if (new ConditionSolver(triggers).canHold(Arrays.asList(condition, inner, outer))) {
      return;
    }
    String why;
    if (!new ConditionSolver(null).canHold(Arrays.asList(condition))) {
      why = "contradicts itself";
    } else if (when != null
        && !new ConditionSolver(null).canHold(Arrays.asList(condition, inner))) {
      why = "contradicts its `when` \"" + when.text() + "\"";
    } else if (enclosing != null
        && !new ConditionSolver(null).canHold(Arrays.asList(condition, inner, outer))) {
      why = "contradicts that of its map, \"" + enclosing.text() + "\" (" + enclosing.place() + ")";
    } else {
      why = "holds for no message that the map runs for";
    }
    throw Mistakes.at(place(said, when), what + ": the condition \"" + said.text() + "\" " + why);
  }

  private static @Nullable Condition condition(@Nullable Property written) {
    return written == null ? null : ConditionParser.parse(written.text(), written.place());
  }

  /** Where a layer over the base said something, if one did. */
  private static Place place(Property said, @Nullable Property when) {
    boolean base = said.place().layer().equals(Layers.BASE);
    return base && when != null ? when.place() : said.place();
  }
}
