package dev.trestle.semantics.plausibility;

import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a message says of a patient. What it says twice and not alike counts as not said.
 *
 * @param sex {@code male} or {@code female}, or null
 */
record PatientFacts(@Nullable String sex, @Nullable DayRange birth, @Nullable DayRange death) {
  static final PatientFacts UNKNOWN = new PatientFacts(null, null, null);

  static PatientFacts of(Translation translation, ResourceKey patient) {
    String sex = null;
    String birth = null;
    String death = null;
    for (Statement statement : translation.statements()) {
      if (!translation.keys().get(statement.key()).equals(patient)) {
        continue;
      }
      for (Slot slot : statement.slots()) {
        JsonNode value = slot.value();
        if (value == null) {
          continue;
        }
        switch (slot.path()) {
          case "gender" -> sex = same(sex, value);
          case "birthDate" -> birth = same(birth, value);
          case "deceased[x]" -> death = same(death, value.path("deceasedDateTime"));
          default -> {
            // of no use here
          }
        }
      }
    }
    return new PatientFacts(sex, day(birth), day(death));
  }

  private static @Nullable DayRange day(@Nullable String text) {
    return text == null ? null : DayRange.of(text);
  }

  private static @Nullable String same(@Nullable String before, JsonNode value) {
    if (!value.isString()) {
      return before;
    }
    return before == null || before.equals(value.stringValue()) ? value.stringValue() : "";
  }

  @Override
  public String toString() {
    return "PatientFacts[]";
  }
}
