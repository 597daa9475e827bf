package dev.trestle.records.apply;

import dev.trestle.kernel.record.SamePerson;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.records.fold.HeldSlot;
import dev.trestle.records.fold.ResourceState;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.index.TextFolding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether a message speaks of someone else under the same number (DESIGN §4 "Who may say what"):
 * the comparison of people says so, or family name and birth date both differ from the stored ones
 * and it does not say that they are one all the same. Absent values, temporary names (the
 * translation marks them by their use) and identities that the sender calls unknown or unreliable
 * (PID-31, PID-32) say nothing.
 */
final class IdentityCheck {
  /** Family names that people have too, so that the translation does not call them temporary. */
  private static final Set<String> PLACEHOLDERS =
      Set.of("unk", "doe", "johndoe", "janedoe", "temp", "temporary");

  private static final List<String> PLACEHOLDER_PREFIXES = List.of("baby", "newborn");

  /** Uses of a name that is not the person's own (FHIR R4 name-use). */
  private static final Set<String> NOT_THE_NAME = Set.of("temp", "anonymous");

  /** Extensions that the base mapping makes of PID-31 and PID-32. */
  private static final String UNKNOWN = "urn:trestle:extension:identity-unknown";

  private static final String RELIABILITY = "urn:trestle:extension:identity-reliability";

  /** HL7 table 0445: alias, unknown or default name, birth date, address or number. */
  private static final Set<String> UNRELIABLE = Set.of("AL", "UA", "UD", "US");

  /** Elements of a Patient that say who it is. */
  private static final Set<String> WHO_IT_IS = Set.of("name", "birthDate", "gender");

  private static final Set<String> PLACEHOLDER_DATES = Set.of("1800-01-01", "1900-01-01");

  private IdentityCheck() {}

  /**
   * Looks at what a message says of a Patient that is there.
   *
   * @return the probability that it is another person, when that is to be decided by somebody
   */
  static OptionalDouble someoneElse(Working patient, List<Slot> said, SamePerson people) {
    ResourceState stored = patient.state();
    if (saysNothingNew(stored, said)) {
      return OptionalDouble.empty();
    }
    Traits before = new Traits();
    Stamp named = lastName(stored);
    for (HeldSlot slot : stored.slots()) {
      // "Identity unknown" was true of the name that it came with, not of one that came later.
      if (!element(slot).equals("extension") || slot.rank().compareTo(named) >= 0) {
        before.add(slot.key().path(), slot.value());
      }
    }
    Traits after = new Traits();
    for (Slot slot : said) {
      after.add(slot.path(), slot.value());
    }
    if (before.placeholder || after.placeholder) {
      return OptionalDouble.empty();
    }
    SamePerson.Opinion opinion = people.of(patient.rendered(), alone(said));
    boolean other =
        switch (opinion.word()) {
          case SAME -> false;
          case OTHER -> true;
          case UNDECIDED -> before.contradicts(after);
        };
    return other ? OptionalDouble.of(opinion.other()) : OptionalDouble.empty();
  }

  /** The usual case, and the reason why this costs nothing. */
  private static boolean saysNothingNew(ResourceState stored, List<Slot> said) {
    return said.stream()
        .filter(slot -> WHO_IT_IS.contains(slot.element()) && slot.value() != null)
        .allMatch(slot -> stored.slots().stream().anyMatch(held -> isSame(held, slot)));
  }

  private static boolean isSame(HeldSlot held, Slot slot) {
    return held.key().path().equals(slot.path()) && Objects.equals(held.value(), slot.value());
  }

  private static JsonNode alone(List<Slot> said) {
    ResourceState state = new ResourceState();
    var unused = state.fold(Stamp.NONE, List.of(), said);
    return state.render("Patient", null);
  }

  /** What a message says of who somebody is, in a form that small differences do not change. */
  static List<String> claim(List<Slot> said) {
    JsonNode patient = alone(said);
    Set<String> names = new TreeSet<>();
    for (JsonNode name : patient.path("name")) {
      String given = name.path("given").path(0).asString("");
      names.add(TextFolding.fold(name.path("family").asString("")) + "^" + TextFolding.fold(given));
    }
    List<String> claim = new ArrayList<>(names);
    claim.add(patient.path("birthDate").asString(""));
    claim.add(patient.path("gender").asString(""));
    return claim;
  }

  private static String element(HeldSlot slot) {
    return Slot.element(slot.key().path());
  }

  private static Stamp lastName(ResourceState stored) {
    Stamp last = Stamp.NONE;
    for (HeldSlot slot : stored.slots()) {
      if (element(slot).equals("name") && slot.rank().compareTo(last) > 0) {
        last = slot.rank();
      }
    }
    return last;
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
        value.forEach(this::addName);
      } else if (path.startsWith("extension")) {
        value.forEach(this::addExtension);
      }
    }

    private void addName(JsonNode name) {
      placeholder |= NOT_THE_NAME.contains(name.path("use").asString(""));
      addFamily(name.path("family").asString(""));
    }

    private void addExtension(JsonNode extension) {
      String url = extension.path("url").asString("");
      placeholder |= url.equals(UNKNOWN) && extension.path("valueBoolean").asBoolean(false);
      if (url.equals(RELIABILITY)) {
        for (JsonNode coding : extension.path("valueCodeableConcept").path("coding")) {
          placeholder |= UNRELIABLE.contains(coding.path("code").asString(""));
        }
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

    boolean contradicts(Traits other) {
      if (families.isEmpty() || other.families.isEmpty()) {
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
