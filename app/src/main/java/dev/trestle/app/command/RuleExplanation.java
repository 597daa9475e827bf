package dev.trestle.app.command;

import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.plan.MapPlan;
import dev.trestle.semantics.mapping.plan.RulePlan;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MapDefinition;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import dev.trestle.semantics.mapping.run.RuleWitness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of the rules of one translation, as lines; never with a value of the message. */
final class RuleExplanation implements RuleWitness {
  private final EffectiveMapping mapping;
  private final List<String> ruleIds;
  private final String field;
  private final String wanted;
  private final Map<String, String> described = new HashMap<>();
  private final List<String> lines = new ArrayList<>();
  private boolean said;

  /**
   * @param ruleIds by ordinal
   * @param field only rules that read it, or empty
   * @param wanted only this rule, or empty
   */
  RuleExplanation(EffectiveMapping mapping, List<String> ruleIds, String field, String wanted) {
    this.mapping = mapping;
    this.ruleIds = ruleIds;
    this.field = field;
    this.wanted = wanted;
  }

  List<String> lines() {
    return lines;
  }

  /** Whether a rule that was asked for said something. */
  boolean said() {
    return said;
  }

  @Override
  public void rule(MapPlan map, @Nullable RulePlan rule, Segment segment, Outcome outcome) {
    if (rule == null) {
      whole(map, segment, outcome);
      return;
    }
    String id = ruleIds.get(rule.ordinal());
    boolean shown = isAsked() ? asks(id) : isOfInterest(outcome);
    if (!shown) {
      return;
    }
    said |= outcome == Outcome.SAID;
    StringBuilder line = new StringBuilder("  ").append(place(segment)).append("  ").append(id);
    line.append(" → ").append(map.type()).append('.').append(rule.element());
    line.append(": ").append(outcome.text());
    RuleDefinition definition = definition(map, id);
    if (definition != null) {
      if (outcome == Outcome.CONDITION) {
        line.append(" (").append(definition.text("when").orElse("")).append(')');
      }
      line.append("   # ").append(definition.place().layer()).append(' ');
      line.append(definition.place());
    }
    lines.add(line.toString());
  }

  private void whole(MapPlan map, Segment segment, Outcome outcome) {
    boolean asked = map.rules().stream().anyMatch(rule -> asks(ruleIds.get(rule.ordinal())));
    if (isAsked() ? asked : outcome != Outcome.NO_TARGET) {
      MapDefinition definition = mapping.maps().get(map.name());
      String when = "";
      if (outcome == Outcome.MAP_CONDITION && definition != null) {
        when = definition.find("when").map(each -> " (" + each.text() + ")").orElse("");
      }
      lines.add("  " + place(segment) + "  map " + map.name() + ": " + outcome.text() + when);
    }
  }

  private static String place(Segment segment) {
    return segment.location(0, 0, 0, 0);
  }

  private boolean isAsked() {
    return !field.isEmpty() || !wanted.isEmpty();
  }

  private static boolean isOfInterest(Outcome outcome) {
    return outcome == Outcome.SAID || outcome == Outcome.CONDITION || outcome == Outcome.NOTHING;
  }

  private boolean asks(String id) {
    return wanted.isEmpty()
        ? !field.isEmpty() && mentions(described.computeIfAbsent(id, mapping::describe))
        : wanted.equals(id);
  }

  /** The field, and not one whose number begins with its number. */
  private boolean mentions(String text) {
    for (int at = text.indexOf(field); at >= 0; at = text.indexOf(field, at + 1)) {
      int end = at + field.length();
      if (end == text.length() || !Character.isDigit(text.charAt(end))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable RuleDefinition definition(MapPlan map, String id) {
    MapDefinition known = mapping.maps().get(map.name());
    return known == null ? null : known.rules().get(id);
  }
}
