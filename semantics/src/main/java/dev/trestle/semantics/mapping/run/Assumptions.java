package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.plan.RulePlan;
import java.util.ArrayList;
import java.util.List;

/** What rules assumed where the message says nothing, told where nothing else of it says more. */
final class Assumptions {
  private final List<Assumption> all = new ArrayList<>(0);

  private record Assumption(int key, int level, Slot slot, String rule, String location) {
    @Override
    public String toString() {
      return "Assumption[" + rule + "]";
    }
  }

  /**
   * Remembers that a rule with an assumed value ran.
   *
   * @param key of the resource
   * @param ruleId as in the mapping
   */
  void add(int key, int level, RulePlan rule, String ruleId, Segment segment) {
    if (rule.action() instanceof RulePlan.Constant constant) {
      String location = segment.location(0, 0, 0, 0);
      all.add(new Assumption(key, level, constant.slot(), ruleId, location));
    }
  }

  /** One finding for each that stands. */
  void tell(Statements statements, List<Finding> findings) {
    for (Assumption each : all) {
      if (statements.stands(each.key(), each.level(), each.slot())) {
        String type = statements.key(each.key()).type();
        findings.add(
            Finding.information(
                ProblemCode.VALUE_ASSUMED,
                each.location(),
                "Nothing here says "
                    + type
                    + "."
                    + each.slot().element()
                    + "; the rule "
                    + each.rule()
                    + " assumes it."));
      }
    }
  }
}
