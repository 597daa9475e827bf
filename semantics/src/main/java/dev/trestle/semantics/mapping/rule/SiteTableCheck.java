package dev.trestle.semantics.mapping.rule;

import dev.trestle.semantics.mapping.terminology.CodeForm;
import java.util.Comparator;

/** What a table of a site must not say: a code that its system cannot have. */
final class SiteTableCheck {
  private SiteTableCheck() {}

  /** Tells the first of them. */
  static void run(CodeTableDefinition table) {
    table.rows().values().stream()
        .filter(row -> CodeForm.of(row.system(), row.code()) == CodeForm.IMPOSSIBLE)
        .filter(row -> !row.code().isEmpty())
        .min(Comparator.comparingInt(row -> row.place().line()))
        .ifPresent(
            row -> {
              throw Mistakes.at(
                  row.place(),
                  "no code of "
                      + row.system()
                      + " is written \""
                      + row.code()
                      + "\" (form or check digit); look the code up");
            });
  }
}
