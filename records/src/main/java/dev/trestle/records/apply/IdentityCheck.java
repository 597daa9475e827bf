package dev.trestle.records.apply;

import dev.trestle.kernel.statement.Slot;
import dev.trestle.records.fold.HeldSlot;
import dev.trestle.records.fold.ResourceState;
import dev.trestle.records.index.TextFolding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether a message speaks of someone else under the same number: family name and birth date both
 * differ from the stored ones (DESIGN §4 "Who may say what"). Absent values and placeholders say
 * nothing.
 */
final class IdentityCheck {
  /** Family names given to people whose name is not known yet. */
  private static final Set<String> PLACEHOLDERS =
      Set.of("unk", "doe", "johndoe", "janedoe", "unidentified", "temp", "temporary");

  private static final List<String> PLACEHOLDER_PREFIXES =
      List.of("baby", "trauma", "unknown", "newborn");
  private static final Set<String> PLACEHOLDER_DATES = Set.of("1800-01-01", "1900-01-01");

  private IdentityCheck() {}

  static boolean mismatch(ResourceState stored, List<Slot> said) {
    Traits before = new Traits();
    for (HeldSlot slot : stored.slots()) {
      before.add(slot.key().path(), slot.value());
    }
    Traits after = new Traits();
    for (Slot slot : said) {
      after.add(slot.path(), slot.value());
    }
    return before.contradict(after);
  }

  /** Whether a slot of a Patient is about who it is, not how it is numbered. */
  static boolean isDemographic(Slot slot) {
    return !slot.element().equals("identifier");
  }

  private static final class Traits {
    private final Set<String> families = new TreeSet<>();
    private final List<String> birthDates = new ArrayList<>();
    private boolean placeholder;

    void add(String path, @Nullable JsonNode value) {
      if (value == null) {
        return;
      }
      if (path.equals("birthDate") && value.isString()) {
        if (!PLACEHOLDER_DATES.contains(value.asString())) {
          birthDates.add(value.asString());
        }
      } else if (path.startsWith("name")) {
        value.findValues("family").forEach(family -> addFamily(family.asString("")));
      }
    }

    private void addFamily(String text) {
      String family = TextFolding.fold(text);
      placeholder |=
          PLACEHOLDERS.contains(family)
              || PLACEHOLDER_PREFIXES.stream().anyMatch(family::startsWith);
      if (!family.isEmpty()) {
        families.add(family);
      }
    }

    boolean contradict(Traits other) {
      if (placeholder || other.placeholder || families.isEmpty() || other.families.isEmpty()) {
        return false;
      }
      boolean sameName = families.stream().anyMatch(other.families::contains);
      return !sameName && !birthDates.isEmpty() && !other.birthDates.isEmpty() && !sameDate(other);
    }

    /** A date known to the month agrees with each of its days. */
    private boolean sameDate(Traits other) {
      return birthDates.stream()
          .anyMatch(
              mine ->
                  other.birthDates.stream()
                      .anyMatch(theirs -> mine.startsWith(theirs) || theirs.startsWith(mine)));
    }
  }
}
