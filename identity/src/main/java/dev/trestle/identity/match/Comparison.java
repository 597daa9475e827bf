package dev.trestle.identity.match;

import dev.trestle.identity.compare.DateLevels;
import dev.trestle.identity.compare.NameLevel;
import dev.trestle.identity.compare.Texts;
import dev.trestle.identity.standard.BirthDates;
import dev.trestle.identity.standard.FullName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares two records: Fellegi and Sunter with three classes, so that relatives, who share name,
 * home and telephone, are not taken for one person. What one side does not have says nothing.
 * Symmetric, and a pure function of both.
 */
final class Comparison {
  private static final double SIMILAR = 0.88;
  private static final int STREET_EDITS = 2;

  /** Best first: as in the model. */
  private static final List<String> NAME_LEVELS =
      Arrays.stream(NameLevel.values()).filter(NameLevel::isWhole).map(NameLevel::word).toList();

  private static final List<String> DATE_LEVELS =
      List.of("exact", "swapped", "near", "one-digit", "same-day", "same-year", "different");
  private static final List<String> NUMBER_LEVELS =
      List.of("exact", "one-digit", "last-four", "different");
  private static final List<String> HOME_LEVELS =
      List.of("exact", "street-close", "zip", "zip-area", "different");
  private static final List<String> PHONE_LEVELS = List.of("exact", "one-digit", "different");
  private static final List<String> EMAIL_LEVELS = List.of("exact", "similar", "different");

  private static final List<String> SEX_LEVELS = List.of("equal", "different");

  private final MatchModel model;
  private final Map<String, Map<String, Weight>> weights = new HashMap<>();

  /** A level in the form in which it is added up. */
  private record Weight(double same, double household, double other, Assessment.Line line) {
    static Weight of(String field, Level level) {
      return new Weight(
          Math.log(level.same()),
          Math.log(level.household()),
          Math.log(level.other()),
          new Assessment.Line(field, level.name(), level.bits(), level.householdBits()));
    }
  }

  Comparison(MatchModel model) {
    this.model = model;
    model
        .fields()
        .forEach(
            (field, levels) -> {
              Map<String, Weight> ofField = new HashMap<>();
              levels.forEach((name, level) -> ofField.put(name, Weight.of(field, level)));
              weights.put(field, ofField);
            });
  }

  /** Whether two records can be one person at all. */
  static boolean comparable(Traits a, Traits b) {
    boolean twins =
        a.birthOrder() > 0
            && b.birthOrder() > 0
            && a.birthOrder() != b.birthOrder()
            && a.birthDate().equals(b.birthDate());
    return a.standing() == Standing.COMPARABLE && b.standing() == Standing.COMPARABLE && !twins;
  }

  /** Whether both have one identifier of a shared authority, and come from two health systems. */
  static boolean sharesIdentifier(Traits a, Traits b) {
    return !Collections.disjoint(a.shared(), b.shared())
        && !a.healthSystems().isEmpty()
        && !b.healthSystems().isEmpty()
        && Collections.disjoint(a.healthSystems(), b.healthSystems());
  }

  Assessment assess(Traits a, Traits b) {
    List<Assessment.Line> lines = new ArrayList<>();
    double same = Math.log(model.same());
    double household = Math.log(model.household());
    double other = Math.log(1 - model.same() - model.household());
    List<String> vetoes = new ArrayList<>();
    for (String field : MatchModel.FIELDS) {
      String found = level(field, a, b);
      if (found != null) {
        Weight weight = weight(field, found);
        same += weight.same();
        household += weight.household();
        other += weight.other();
        lines.add(weight.line());
      }
    }
    vetoes(lines, a, b, vetoes);
    double most = Math.max(same, Math.max(household, other));
    double sum = Math.exp(same - most) + Math.exp(household - most) + Math.exp(other - most);
    return new Assessment(
        Math.exp(same - most) / sum,
        Math.exp(household - most) / sum,
        lines,
        vetoes,
        model.version());
  }

  private Weight weight(String field, String level) {
    Weight weight = weights.getOrDefault(field, Map.of()).get(level);
    if (weight == null) {
      throw new IllegalStateException("the model has no level " + field + " " + level);
    }
    return weight;
  }

  private static void vetoes(List<Assessment.Line> lines, Traits a, Traits b, List<String> vetoes) {
    List<String> mine = suffixes(a);
    List<String> theirs = suffixes(b);
    if (!mine.isEmpty() && !theirs.isEmpty() && Collections.disjoint(mine, theirs)) {
      vetoes.add("suffix-conflict");
    }
    boolean otherSex = has(lines, "sex", "different");
    boolean otherGiven = has(lines, "name", "family-only") || has(lines, "name", "different");
    if (otherSex && otherGiven) {
      vetoes.add("sex-and-given-name-conflict");
    }
    if (has(lines, "ssn", "different")) {
      vetoes.add("two-social-security-numbers");
    }
  }

  private static boolean has(List<Assessment.Line> lines, String field, String level) {
    for (Assessment.Line line : lines) {
      if (line.field().equals(field) && line.level().equals(level)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> suffixes(Traits traits) {
    List<String> suffixes = new ArrayList<>(0);
    for (FullName name : traits.names()) {
      if (!name.suffix().isEmpty()) {
        suffixes.add(name.suffix());
      }
    }
    return suffixes;
  }

  /** Runs for every pair that shares a key, so without streams. Null: one side has none. */
  private @Nullable String level(String field, Traits a, Traits b) {
    return switch (field) {
      case "name" -> best(NAME_LEVELS, a.names(), b.names(), this::nameLevel);
      case "birth-date" ->
          best(DATE_LEVELS, single(a.birthDate()), single(b.birthDate()), Comparison::dateLevel);
      case "sex" ->
          best(
              SEX_LEVELS,
              single(a.sex()),
              single(b.sex()),
              (x, y) -> x.equals(y) ? "equal" : "different");
      case "ssn" -> best(NUMBER_LEVELS, a.numbers(), b.numbers(), Comparison::numberLevel);
      case "address" -> best(HOME_LEVELS, a.homes(), b.homes(), Comparison::homeLevel);
      case "phone" -> best(PHONE_LEVELS, a.phones(), b.phones(), Comparison::phoneLevel);
      case "email" -> best(EMAIL_LEVELS, a.emails(), b.emails(), Comparison::emailLevel);
      default -> null;
    };
  }

  private static List<String> single(String text) {
    return text.isEmpty() ? List.of() : List.of(text);
  }

  /** How two values agree. */
  private interface Rule<T> {
    String level(T first, T second);
  }

  /** The best level over all values of both, or null when one side has none. */
  private static <T> @Nullable String best(
      List<String> levels, List<T> mine, List<T> theirs, Rule<T> rule) {
    int best = levels.size();
    for (T first : mine) {
      for (T second : theirs) {
        best = Math.min(best, levels.indexOf(rule.level(first, second)));
        if (best == 0) {
          return levels.get(0);
        }
      }
    }
    return best == levels.size() ? null : levels.get(best);
  }

  private String nameLevel(FullName a, FullName b) {
    return NameLevel.of(a, b, model.nicknames()).word();
  }

  private static String dateLevel(String a, String b) {
    return DATE_LEVELS.get(
        switch (DateLevels.level(BirthDates.packed(a), BirthDates.packed(b))) {
          case DateLevels.EXACT, DateLevels.EXACT_ESTIMATED -> 0;
          case DateLevels.SWAPPED -> 1;
          case DateLevels.NEAR -> 2;
          case DateLevels.ONE_DIGIT -> 3;
          case DateLevels.SAME_DAY -> 4;
          case DateLevels.SAME_YEAR, DateLevels.SAME_YEAR_ESTIMATED -> 5;
          default -> 6;
        });
  }

  private static String numberLevel(String a, String b) {
    if (a.equals(b)) {
      return "exact";
    }
    if (Texts.isOneEdit(a, b)) {
      return "one-digit";
    }
    return a.substring(5).equals(b.substring(5)) ? "last-four" : "different";
  }

  private static String homeLevel(Home a, Home b) {
    if (!a.zip().equals(b.zip())) {
      return a.zip().regionMatches(0, b.zip(), 0, 3) ? "zip-area" : "different";
    }
    if (a.street().isEmpty() || b.street().isEmpty()) {
      return "zip";
    }
    if (a.street().equals(b.street())) {
      return "exact";
    }
    return Texts.edits(a.street(), b.street(), STREET_EDITS) <= STREET_EDITS
        ? "street-close"
        : "zip";
  }

  private static String phoneLevel(String a, String b) {
    return a.equals(b) ? "exact" : Texts.isOneEdit(a, b) ? "one-digit" : "different";
  }

  private static String emailLevel(String a, String b) {
    if (a.equals(b)) {
      return "exact";
    }
    String mine = a.substring(0, a.indexOf('@'));
    String theirs = b.substring(0, b.indexOf('@'));
    return Texts.likeness(mine, theirs) >= SIMILAR ? "similar" : "different";
  }
}
