package dev.trestle.identity.match;

import dev.trestle.identity.match.Assessment.Line;
import dev.trestle.identity.match.WhatIf.Change;
import dev.trestle.identity.model.LinkModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Evidence as people read it: from what is known before anything is compared, field by field, to
 * the sum, in bits for one person against two strangers; and what would have changed the outcome.
 * It holds no value of anybody.
 *
 * @param steps in the order of their weight, after the first one
 * @param stranger sum against two strangers, in bits
 * @param relative sum against two people of one household, of the kind they would be, in bits
 * @param against vetoes, in words
 * @param held what keeps the two from being linked by themselves, in words
 * @param changes sentences
 */
public record Waterfall(
    double posterior,
    double household,
    String model,
    List<Step> steps,
    double stranger,
    double relative,
    List<String> against,
    List<String> held,
    List<String> changes) {

  public Waterfall {
    steps = List.copyOf(steps);
    against = List.copyOf(against);
    held = List.copyOf(held);
    changes = List.copyOf(changes);
  }

  /**
   * One field.
   *
   * @param field as in the model; {@code before} for what is known without comparing
   * @param bits what it adds for one person against two strangers
   * @param relativeBits the same against two people of one household
   * @param sum with all before it
   */
  public record Step(String field, String level, double bits, double relativeBits, double sum) {
    /** The length of a bar: whole bits, 0 to 20. */
    public int length() {
      return (int) Math.min(20, Math.round(Math.abs(bits)));
    }

    public boolean isFor() {
      return bits >= 0;
    }
  }

  /** The waterfall of some evidence. */
  public static Waterfall of(LinkModel model, Assessment seen) {
    List<Step> steps = new ArrayList<>();
    double sum = 0;
    double relative = 0;
    if (seen.priorSame() > 0) {
      sum = bits(seen.priorSame() / (1 - seen.priorSame()));
      relative = bits(seen.priorSame() / seen.priorHousehold());
      steps.add(new Step("before", "any two records", sum, relative, sum));
    }
    List<Line> lines = new ArrayList<>(seen.lines());
    lines.sort(Comparator.comparingDouble(line -> -Math.abs(line.bits())));
    for (Line line : lines) {
      sum += line.bits();
      relative += line.householdBits();
      steps.add(new Step(line.field(), line.level(), line.bits(), line.householdBits(), sum));
    }
    return new Waterfall(
        seen.posterior(),
        seen.household(),
        seen.model(),
        steps,
        sum,
        relative,
        seen.vetoes().stream().map(Waterfall::words).toList(),
        seen.held().stream().map(Waterfall::words).toList(),
        WhatIf.of(model, seen).stream().map(Change::text).toList());
  }

  private static double bits(double ratio) {
    return Math.log(ratio) / Math.log(2);
  }

  private static String words(String code) {
    return switch (code) {
      case "suffix-conflict" -> "The suffixes are of two generations.";
      case "two-social-security-numbers" ->
          "Both have a valid social security number, not the same.";
      case "sex-and-given-name-conflict" -> "Sex and given name are others.";
      case "not-the-same-decided" -> "A person said that they are not the same.";
      case "not-sure-enough" -> "The probability is below that of the automatic band.";
      case "name-or-birth-date" -> "Name or date of birth is missing, or does not agree.";
      case "nothing-besides" -> "Nothing besides name, date of birth and sex agrees.";
      case "one-health-system" -> "One health system keeps them as two patients.";
      default -> code;
    };
  }
}
