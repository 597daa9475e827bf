package dev.trestle.semantics.plausibility;

import dev.trestle.kernel.site.Validation;
import org.jspecify.annotations.Nullable;

/** What all rules have. */
sealed interface Rule permits ValueRule, DateRule, CodeRule {
  String id();

  /** What it is about, as it stands in a sentence. */
  String says();

  /** What becomes of the message, or null: as the source says. */
  @Nullable Validation severity();
}
