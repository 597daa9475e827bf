package dev.trestle.app.site;

import dev.trestle.kernel.site.Retention;

/** How long is kept what is not kept for ever: the block {@code retention} of {@code site.yaml}. */
final class RetentionReader {
  private static final String YEARS = "audit-years";

  private RetentionReader() {}

  static Retention read(YamlItem root) {
    return root.nested("retention").map(RetentionReader::block).orElse(Retention.STANDARD);
  }

  private static Retention block(YamlItem block) {
    int years = block.text(YEARS).map(RetentionReader::years).orElse(Retention.LEAST_AUDIT_YEARS);
    if (years < Retention.LEAST_AUDIT_YEARS || years > Retention.MOST_AUDIT_YEARS) {
      block.mistakeAt(
          YEARS,
          "`%s` is a number from %d to %d: the law asks for six years at least"
              .formatted(YEARS, Retention.LEAST_AUDIT_YEARS, Retention.MOST_AUDIT_YEARS));
      years = Retention.LEAST_AUDIT_YEARS;
    }
    block.done();
    return new Retention(years);
  }

  private static int years(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
  }
}
