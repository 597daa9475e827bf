package dev.trestle.tidy;

import java.util.ArrayList;
import java.util.List;

/**
 * Every place that is excused from a rule, with the reason: the only list of its kind. An entry
 * that excuses nothing any more fails {@link TidyTest}.
 *
 * @param rule the rule's name
 * @param pathPart part of the path of the files it is about
 * @param reason why the rule's purpose is not hurt here
 */
record Excused(String rule, String pathPart, String reason) {
  static final List<Excused> LIST =
      List.of(
          new Excused(
              SizeRules.FILE_TOO_LONG,
              "kernel/src/main/java/dev/trestle/kernel/problem/ProblemCode.java",
              "A table: one row for each problem, no control flow; split, it could be read less."),
          new Excused(
              RecordRules.PRINTS_PAYLOAD,
              "semantics/src/main/java/dev/trestle/semantics/mapping/plan/",
              "Values of the mapping's own text, not of messages."),
          new Excused(
              RecordRules.PRINTS_PAYLOAD,
              "semantics/src/main/java/dev/trestle/semantics/mapping/rule/",
              "Properties of a rule as they are written in the mapping."));

  boolean covers(Violation violation) {
    return rule.equals(violation.rule()) && violation.path().contains(pathPart);
  }

  static List<Violation> remaining(List<Violation> violations) {
    List<Violation> remaining = new ArrayList<>(violations);
    remaining.removeIf(violation -> LIST.stream().anyMatch(entry -> entry.covers(violation)));
    return remaining;
  }
}
