package dev.trestle.identity.compare;

import dev.trestle.identity.standard.FullName;
import dev.trestle.identity.standard.Nicknames;
import java.util.Collections;
import java.util.Locale;

/**
 * How two full names agree, best first. One joint comparison, never one of given and one of family
 * names: the two are not independent.
 */
public enum NameLevel {
  EXACT(0),
  /** A typo in either. */
  CLOSE(1),
  SWAPPED(2),
  NICKNAME(3),
  INITIAL(4),
  GIVEN_SIMILAR(5),
  /** One of several family names: marriage, hyphens. */
  FAMILY_SHARED(6),
  FAMILY_SIMILAR(7),
  GIVEN_ONLY(8),
  FAMILY_ONLY(9),
  SIMILAR(10),
  DIFFERENT(11),

  // What is left where one side has no given or no family name:
  PART_FAMILY(12),
  PART_FAMILY_CLOSE(13),
  PART_GIVEN(14),
  PART_GIVEN_CLOSE(15),
  /** The given name of one is the family name of the other. */
  PART_CROSS(16),
  PART_DIFFERENT(17);

  private static final double TYPO = 0.92;
  private static final double EXCHANGED = 0.88;
  private static final double ALIKE = 0.7;
  private static final double FAMILY_ALIKE = 0.85;

  private final int index;
  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  NameLevel(int index) {
    this.index = index;
  }

  /** As in models and evidence. */
  public String word() {
    return word;
  }

  /** Its number among the levels: the lower, the better, of one kind of names. */
  public int index() {
    return index;
  }

  /** Whether both sides had both names. */
  public boolean isWhole() {
    return index() <= DIFFERENT.index();
  }

  /** The first level that holds, of two names that have a family and a given name or none. */
  public static NameLevel of(FullName a, FullName b, Nicknames nicknames) {
    double family = Texts.likeness(a.family(), b.family());
    double given = Texts.likeness(a.given(), b.given());
    if (family == 1 && given == 1) {
      return EXACT;
    }
    if (family >= TYPO && given >= TYPO) {
      return CLOSE;
    }
    if (Texts.likeness(a.family(), b.given()) >= EXCHANGED
        && Texts.likeness(a.given(), b.family()) >= EXCHANGED) {
      return SWAPPED;
    }
    if (family >= TYPO && nicknames.near(a.given(), b.given())) {
      return NICKNAME;
    }
    if (family >= TYPO && isInitial(a.given(), b.given())) {
      return INITIAL;
    }
    if (family == 1 && given >= ALIKE) {
      return GIVEN_SIMILAR;
    }
    return looser(a, b, family, given, nicknames);
  }

  private static NameLevel looser(
      FullName a, FullName b, double family, double given, Nicknames nicknames) {
    boolean sameGiven = given == 1 || nicknames.near(a.given(), b.given());
    if (sameGiven && !Collections.disjoint(a.parts(), b.parts())) {
      return FAMILY_SHARED;
    }
    if (sameGiven && family >= FAMILY_ALIKE) {
      return FAMILY_SIMILAR;
    }
    if (given == 1) {
      return GIVEN_ONLY;
    }
    if (family == 1) {
      return FAMILY_ONLY;
    }
    return family >= ALIKE && given >= ALIKE ? SIMILAR : DIFFERENT;
  }

  /** Like {@link #of}, of names that may lack a part: what one side does not have says nothing. */
  public static NameLevel ofParts(FullName a, FullName b, Nicknames nicknames) {
    if (a.isWhole() && b.isWhole()) {
      return of(a, b, nicknames);
    }
    boolean families = !a.family().isEmpty() && !b.family().isEmpty();
    boolean givens = !a.given().isEmpty() && !b.given().isEmpty();
    double family = families ? Texts.likeness(a.family(), b.family()) : 0;
    double given = givens ? Texts.likeness(a.given(), b.given()) : 0;
    if (family == 1) {
      return PART_FAMILY;
    }
    if (given == 1) {
      return PART_GIVEN;
    }
    if (isCross(a.given(), b.family()) || isCross(b.given(), a.family())) {
      return PART_CROSS;
    }
    if (families && (family >= FAMILY_ALIKE || !Collections.disjoint(a.parts(), b.parts()))) {
      return PART_FAMILY_CLOSE;
    }
    return given >= FAMILY_ALIKE
            || (givens && (nicknames.near(a.given(), b.given()) || isInitial(a.given(), b.given())))
        ? PART_GIVEN_CLOSE
        : PART_DIFFERENT;
  }

  private static boolean isCross(String given, String family) {
    return Texts.likeness(given, family) >= TYPO;
  }

  private static boolean isInitial(String first, String second) {
    return (first.length() == 1 && second.startsWith(first))
        || (second.length() == 1 && first.startsWith(second));
  }
}
