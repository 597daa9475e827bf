package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.statement.Accounting;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.LeafVisitor;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.plan.LeafRules;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts where each leaf went; what no rule takes is listed by field, each with how often. Blank
 * leaves and {@code ""} inside a value that was taken say nothing and count as dropped.
 */
final class LeafAccount implements LeafVisitor {
  private final byte[] raw;
  private final BitSet used;
  private final LeafRules rules;
  private final boolean keepAll;
  private final LeafWitness witness;
  private final Map<String, Integer> reports = new LinkedHashMap<>();
  private int leaves;
  private int mapped;
  private int kept;
  private int dropped;
  private int reported;

  private LeafAccount(
      byte[] raw, BitSet used, LeafRules rules, boolean keepAll, LeafWitness witness) {
    this.raw = raw;
    this.used = used;
    this.rules = rules;
    this.keepAll = keepAll;
    this.witness = witness;
  }

  /**
   * Counts the leaves of a message.
   *
   * @param keepAll whether every leaf that nobody dropped is kept: types without a mapping
   * @param findings receives what no rule took
   * @param witness learns of each leaf
   */
  static Accounting of(
      Hl7Message message,
      BitSet used,
      LeafRules rules,
      boolean keepAll,
      List<Finding> findings,
      LeafWitness witness) {
    LeafAccount account = new LeafAccount(message.raw(), used, rules, keepAll, witness);
    message.forEachLeaf(account);
    account.reports.forEach(
        (place, count) ->
            findings.add(
                Finding.information(
                    ProblemCode.LEAF_UNMAPPED,
                    place,
                    count == 1
                        ? "No rule takes this value."
                        : "No rule takes these " + count + " values.")));
    return new Accounting(
        account.leaves, account.mapped, account.kept, account.dropped, account.reported);
  }

  @Override
  public void leaf(
      Segment segment,
      int field,
      int repetition,
      int component,
      int subcomponent,
      int start,
      int length) {
    leaves++;
    if (used.get(start)) {
      mapped++;
      witness.leaf(segment, field, component, LeafWitness.Where.MAPPED);
      return;
    }
    LeafRules.Leaf rule = rules.find(segment.name(), field);
    if (rule == LeafRules.Leaf.DROPPED || saysNothing(start, length)) {
      dropped++;
      witness.leaf(segment, field, component, LeafWitness.Where.DROPPED);
    } else if (rule == LeafRules.Leaf.KEPT || keepAll) {
      kept++;
      witness.leaf(segment, field, component, LeafWitness.Where.KEPT);
    } else {
      reported++;
      witness.leaf(segment, field, component, LeafWitness.Where.REPORTED);
      reports.merge(segment.name() + "-" + field, 1, Integer::sum);
    }
  }

  private boolean saysNothing(int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (raw[i] != ' ' && raw[i] != '"') {
        return false;
      }
    }
    return true;
  }
}
