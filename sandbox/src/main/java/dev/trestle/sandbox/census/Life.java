package dev.trestle.sandbox.census;

import dev.trestle.sandbox.people.ContactMaker.Home;
import dev.trestle.sandbox.people.Sex;
import java.time.LocalDate;
import java.util.List;

/**
 * What is true of somebody, and since when.
 *
 * @param given in all spellings, their own first; of several words sometimes
 * @param middle or empty
 * @param suffix or empty
 * @param families the family names they had, each in all spellings
 * @param mother family name of the mother before marriage
 * @param ssn or empty
 * @param payer number of whoever pays for them, or empty
 * @param homes where they lived
 * @param mobiles the number they give, a parent's for a child; may be empty texts
 * @param email or empty
 */
record Life(
    Resident resident,
    Community community,
    Sex sex,
    LocalDate born,
    List<String> given,
    String middle,
    String suffix,
    List<Since<List<String>>> families,
    String mother,
    String ssn,
    String payer,
    List<Since<Home>> homes,
    List<Since<String>> mobiles,
    String email) {
  Life {
    given = List.copyOf(given);
    families = List.copyOf(families);
    homes = List.copyOf(homes);
    mobiles = List.copyOf(mobiles);
  }

  /** Whether there is a record of them from before they had a name. */
  boolean isNewborn() {
    return resident.cases().contains(HardCase.NEWBORN);
  }

  @Override
  public String toString() {
    return "Life[" + resident.index() + "]";
  }
}
