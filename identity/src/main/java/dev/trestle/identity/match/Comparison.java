package dev.trestle.identity.match;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * Compares two records: Fellegi and Sunter with three classes, so that relatives, who share name,
 * home and telephone, are not taken for one person. What one side does not have says nothing.
 * Symmetric, and a pure function of both.
 */
final class Comparison {
  private static final double CLOSE = 0.92;
  private static final double SWAPPED = 0.88;
  private static final double SIMILAR = 0.7;
  private static final double FAMILY_SIMILAR = 0.85;
  private static final int STREET_EDITS = 2;

  /** Best first: as in the model. */
  private static final List<String> NAME_LEVELS =
      List.of(
          "exact",
          "close",
          "swapped",
          "nickname",
          "initial",
          "given-similar",
          "family-shared",
          "family-similar",
          "given-only",
          "family-only",
          "similar",
          "different");

  private static final List<String> DATE_LEVELS =
      List.of("exact", "swapped", "near", "one-digit", "same-day", "same-year", "different");
  private static final List<String> NUMBER_LEVELS =
      List.of("exact", "one-digit", "last-four", "different");
  private static final List<String> HOME_LEVELS =
      List.of("exact", "street-close", "zip", "zip-area", "different");
  private static final List<String> PHONE_LEVELS = List.of("exact", "one-digit", "different");
  private static final List<String> EMAIL_LEVELS = List.of("exact", "similar", "different");

  private final MatchModel model;

  Comparison(MatchModel model) {
    this.model = model;
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
      Optional<String> found = level(field, a, b);
      if (found.isPresent()) {
        Level level = model.level(field, found.get());
        same += Math.log(level.same());
        household += Math.log(level.household());
        other += Math.log(level.other());
        lines.add(new Assessment.Line(field, level.name(), level.bits(), level.householdBits()));
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
    return lines.stream().anyMatch(l -> l.field().equals(field) && l.level().equals(level));
  }

  private static List<String> suffixes(Traits traits) {
    return traits.names().stream().map(FullName::suffix).filter(s -> !s.isEmpty()).toList();
  }

  private Optional<String> level(String field, Traits a, Traits b) {
    return switch (field) {
      case "name" -> best(NAME_LEVELS, a.names(), b.names(), this::nameLevel);
      case "birth-date" ->
          best(DATE_LEVELS, single(a.birthDate()), single(b.birthDate()), Dates::level);
      case "sex" ->
          best(
              List.of("equal", "different"),
              single(a.sex()),
              single(b.sex()),
              (x, y) -> x.equals(y) ? "equal" : "different");
      case "ssn" -> best(NUMBER_LEVELS, a.numbers(), b.numbers(), Comparison::numberLevel);
      case "address" -> best(HOME_LEVELS, a.homes(), b.homes(), Comparison::homeLevel);
      case "phone" -> best(PHONE_LEVELS, a.phones(), b.phones(), Comparison::phoneLevel);
      case "email" -> best(EMAIL_LEVELS, a.emails(), b.emails(), Comparison::emailLevel);
      default -> Optional.empty();
    };
  }

  private static List<String> single(String text) {
    return text.isEmpty() ? List.of() : List.of(text);
  }

  /** How two values agree. */
  private interface Rule<T> {
    String level(T first, T second);
  }

  /** The best level over all values of both, or none when one side has none. */
  private static <T> Optional<String> best(
      List<String> levels, List<T> mine, List<T> theirs, Rule<T> rule) {
    BinaryOperator<String> better = (x, y) -> levels.indexOf(x) <= levels.indexOf(y) ? x : y;
    return mine.stream()
        .flatMap(first -> theirs.stream().map(second -> rule.level(first, second)))
        .reduce(better);
  }

  private String nameLevel(FullName a, FullName b) {
    double family = Texts.likeness(a.family(), b.family());
    double given = Texts.likeness(a.given(), b.given());
    if (family == 1 && given == 1) {
      return "exact";
    }
    if (family >= CLOSE && given >= CLOSE) {
      return "close";
    }
    if (Texts.likeness(a.family(), b.given()) >= SWAPPED
        && Texts.likeness(a.given(), b.family()) >= SWAPPED) {
      return "swapped";
    }
    if (family >= CLOSE && model.nicknames().near(a.given(), b.given())) {
      return "nickname";
    }
    if (family >= CLOSE && isInitial(a.given(), b.given())) {
      return "initial";
    }
    if (family == 1 && given >= SIMILAR) {
      return "given-similar";
    }
    return looserNameLevel(a, b, family, given);
  }

  private String looserNameLevel(FullName a, FullName b, double family, double given) {
    boolean sameGiven = given == 1 || model.nicknames().near(a.given(), b.given());
    if (sameGiven && !Collections.disjoint(a.parts(), b.parts())) {
      return "family-shared";
    }
    if (sameGiven && family >= FAMILY_SIMILAR) {
      return "family-similar";
    }
    if (given == 1) {
      return "given-only";
    }
    if (family == 1) {
      return "family-only";
    }
    return family >= SIMILAR && given >= SIMILAR ? "similar" : "different";
  }

  private static boolean isInitial(String first, String second) {
    return (first.length() == 1 && second.startsWith(first))
        || (second.length() == 1 && first.startsWith(second));
  }

  private static String numberLevel(String a, String b) {
    if (a.equals(b)) {
      return "exact";
    }
    if (Texts.edits(a, b, 1) == 1) {
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
    return a.equals(b) ? "exact" : Texts.edits(a, b, 1) == 1 ? "one-digit" : "different";
  }

  private static String emailLevel(String a, String b) {
    if (a.equals(b)) {
      return "exact";
    }
    String mine = a.substring(0, a.indexOf('@'));
    String theirs = b.substring(0, b.indexOf('@'));
    return Texts.likeness(mine, theirs) >= SWAPPED ? "similar" : "different";
  }
}
