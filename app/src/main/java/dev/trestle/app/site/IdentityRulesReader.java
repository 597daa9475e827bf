package dev.trestle.app.site;

import dev.trestle.kernel.site.IdentityRules;

/** How people decide who is the same person: the block {@code identity} of {@code site.yaml}. */
final class IdentityRulesReader {
  private static final String TWO_PERSONS = "two-persons";

  private static final String TARGET = "automatic-target";

  private IdentityRulesReader() {}

  static IdentityRules read(YamlItem root) {
    return root.nested("identity").map(IdentityRulesReader::block).orElse(IdentityRules.STANDARD);
  }

  private static IdentityRules block(YamlItem block) {
    boolean twoPersons = block.flag(TWO_PERSONS);
    double target =
        block
            .text(TARGET)
            .map(IdentityRulesReader::share)
            .orElse(IdentityRules.STANDARD.automaticTarget());
    if (!(target >= IdentityRules.LEAST_TARGET && target <= IdentityRules.MOST_TARGET)) {
      block.mistakeAt(
          TARGET,
          "`%s` is a share from %s to %s"
              .formatted(TARGET, IdentityRules.LEAST_TARGET, IdentityRules.MOST_TARGET));
      target = IdentityRules.STANDARD.automaticTarget();
    }
    block.done();
    return new IdentityRules(twoPersons, target, "");
  }

  private static double share(String text) {
    return text.matches("0\\.[0-9]{1,6}") ? Double.parseDouble(text) : Double.NaN;
  }
}
