package dev.trestle.identity.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.People;
import dev.trestle.identity.compare.DateLevels;
import dev.trestle.identity.compare.Texts;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What the comparison says, and what it takes for not known. */
class ComparisonTest {
  private static final AuthoritySystems AUTHORITIES =
      new AuthoritySystems(new TreeSet<>(), new TreeMap<>());
  private final MatchModel model = MatchModelResource.standard();
  private final Comparison comparison = new Comparison(model);
  private final ObjectNode anna = People.adult("Elizabeth", "Quistgaard", "1961-02-13");

  @Test
  void namesAgreeByDegrees() {
    assertThat(name("Elizabeth", "Quistgaard")).isEqualTo("exact");
    assertThat(name("ELIZABETH", "Quistgård")).isEqualTo("close");
    assertThat(name("Elizabeth", "Quistgaardt")).isEqualTo("close");
    assertThat(name("Quistgaard", "Elizabeth")).isEqualTo("swapped");
    assertThat(name("Betty", "Quistgaard")).isEqualTo("nickname");
    assertThat(name("E", "Quistgaard")).isEqualTo("initial");
    assertThat(name("Elizabeth", "Maurer-Quistgaard")).isEqualTo("family-shared");
    assertThat(name("Elizabeth", "Maurer")).isEqualTo("given-only");
    assertThat(name("Otto", "Quistgaard")).isEqualTo("family-only");
    assertThat(name("Otto", "Maurer")).isEqualTo("different");
  }

  @Test
  void formerNamesCount() {
    ObjectNode married = People.adult("Elizabeth", "Maurer", "1961-02-13");
    married
        .withArray("name")
        .addObject()
        .put("family", "Quistgaard")
        .withArray("given")
        .add("Elizabeth");
    assertThat(level("name", anna, married)).isEqualTo("exact");
    ObjectNode familyOnly = People.adult("Elizabeth", "Maurer", "1961-02-13");
    familyOnly.withArray("name").addObject().put("family", "Quistgaard");
    assertThat(level("name", anna, familyOnly)).isEqualTo("exact");
  }

  @Test
  void datesAgreeByDegrees() {
    assertThat(born("1961-02-13")).isEqualTo("exact");
    assertThat(DateLevels.level(19610203, 19610302)).isEqualTo(DateLevels.SWAPPED);
    assertThat(born("1961-02-14")).isEqualTo("near");
    assertThat(born("1961-03-13")).isEqualTo("near");
    assertThat(born("1961-02-18")).isEqualTo("one-digit");
    assertThat(born("1971-02-13")).isEqualTo("one-digit");
    assertThat(born("1961-11-25")).isEqualTo("same-year");
    assertThat(born("1948-11-25")).isEqualTo("different");
  }

  @Test
  void whatStandsForNotKnownSaysNothingOnEitherSide() {
    for (String date : List.of("1900-01-01", "1961", "1961-02", "2026-02-30", "")) {
      assertThat(born(date)).as(date).isEqualTo("none");
    }
    for (String number :
        List.of(
            "000-12-3456",
            "666123456",
            "912345678",
            "123-45-6789",
            "111111111",
            "219-00-1234",
            "219090000",
            "12345")) {
      assertThat(traits(People.withNumber(anna, number)).numbers()).as(number).isEmpty();
    }
    for (String phone : List.of("(217) 555-0134", "0000000000", "2170000000", "12345")) {
      assertThat(traits(People.withHome(anna, "", "", phone)).phones()).as(phone).isEmpty();
    }
    assertThat(traits(People.withHome(anna, "HOMELESS", "60601", "")).homes())
        .containsExactly(new Home("", "60601"));
    assertThat(traits(People.withHome(anna, "1 Main Street Apt 4", "60601-1234", "")).homes())
        .containsExactly(new Home("1MAINST", "60601"));
    assertThat(traits(People.withHome(anna, "1 MAIN ST", "99999", "")).homes()).isEmpty();
  }

  @Test
  void relativesAreNotTakenForOnePerson() {
    ObjectNode wife = home(People.adult("Elizabeth", "Quistgaard", "1961-02-13"));
    ObjectNode husband = home(People.male(People.adult("Otto", "Quistgaard", "1958-07-21")));
    ObjectNode sister = home(People.adult("Mathilda", "Quistgaard", "1961-02-13"));
    ObjectNode junior = home(People.male(People.adult("Otto", "Quistgaard", "1988-04-02")));
    assertThat(posterior(wife, husband)).isLessThan(0.01);
    assertThat(posterior(wife, sister)).isLessThan(model.reviewFrom());
    assertThat(posterior(husband, junior)).isLessThan(model.reviewFrom());
    assertThat(posterior(wife, home(anna))).isGreaterThan(0.99);
  }

  @Test
  void oneFieldThatIsWrongIsNotEnoughToMissSomebody() {
    ObjectNode known = People.withNumber(home(anna), "219-09-1234");
    assertThat(posterior(known, People.adult("Liz", "Quistgaard", "1961-02-13")))
        .isGreaterThan(0.9);
    assertThat(posterior(known, People.adult("Elizabeth", "Quistgaard", "1961-02-14")))
        .isGreaterThan(0.9);
    assertThat(posterior(known, home(People.adult("Elizabeth", "Maurer", "1961-02-13"))))
        .isGreaterThan(0.9);
    assertThat(posterior(known, People.withNumber(anna, "219-09-1243"))).isGreaterThan(0.9);
  }

  @Test
  void conflictsAreNamed() {
    ObjectNode senior = anna.deepCopy();
    senior.withArray("name").get(0).asObject().withArray("suffix").add("Sr.");
    ObjectNode junior = anna.deepCopy();
    junior.withArray("name").get(0).asObject().withArray("suffix").add("Jr.");
    assertThat(assess(senior, junior).vetoes()).containsExactly("suffix-conflict");
    assertThat(assess(senior, anna).vetoes()).isEmpty();
    ObjectNode brother = People.male(People.adult("Otto", "Quistgaard", "1961-02-13"));
    assertThat(assess(anna, brother).vetoes()).containsExactly("sex-and-given-name-conflict");
    assertThat(
            assess(People.withNumber(anna, "219-09-1234"), People.withNumber(anna, "317-22-9876"))
                .vetoes())
        .containsExactly("two-social-security-numbers");
  }

  @Test
  void theOrderOfTheTwoDoesNotMatterAndEvidenceIsReadAsItWasWritten() {
    ObjectNode other = home(People.adult("Betty", "Quistgard", "1961-02-14"));
    Assessment there = assess(home(anna), other);
    assertThat(assess(other, home(anna))).isEqualTo(there);
    assertThat(Assessment.parse(there.bytes())).isEqualTo(there);
    Traits traits = traits(People.withNumber(home(anna), "219-09-1234"));
    assertThat(Traits.parse(traits.text())).isEqualTo(traits);
  }

  @Test
  void likenessIsAsPublished() {
    // Winkler 1990: the usual examples.
    assertThat(Texts.likeness("MARTHA", "MARHTA")).isCloseTo(0.9611, within());
    assertThat(Texts.likeness("DWAYNE", "DUANE")).isCloseTo(0.84, within());
    assertThat(Texts.likeness("DIXON", "DICKSONX")).isCloseTo(0.8133, within());
    assertThat(Texts.soundex("ROBERT")).isEqualTo("R163");
    assertThat(Texts.soundex("TYMCZAK")).isEqualTo("T522");
    assertThat(Texts.soundex("PFISTER")).isEqualTo("P236");
    assertThat(Texts.edits("219091234", "219091243", 2)).isOne();
  }

  @Test
  void aModelWhoseSharesDoNotAddUpIsRefused() {
    String yaml =
        """
        prior: { same: 1.0e-5, household: 1.0e-4 }
        review-from: 0.75
        bits-limit: 20
        fields: { sex: { equal: { m: 0.5, h: 0.5, u: 0.5 } } }
        """;
    assertThatThrownBy(() -> MatchModelResource.parse(yaml, "birth-before: \"1900-01-01\"", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sex");
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(0.0005);
  }

  private static ObjectNode home(ObjectNode patient) {
    return People.withHome(patient, "12 Elm Street", "60601", "(217) 561-1234");
  }

  private String name(String given, String family) {
    return level("name", anna, People.adult(given, family, "1961-02-13"));
  }

  private String born(String date) {
    return level("birth-date", anna, People.adult("Elizabeth", "Quistgaard", date));
  }

  private String level(String field, ObjectNode first, ObjectNode second) {
    return assess(first, second).lines().stream()
        .filter(line -> line.field().equals(field))
        .map(Assessment.Line::level)
        .findFirst()
        .orElse("none");
  }

  private double posterior(ObjectNode first, ObjectNode second) {
    return assess(first, second).posterior();
  }

  private Assessment assess(ObjectNode first, ObjectNode second) {
    return comparison.assess(traits(first), traits(second));
  }

  private Traits traits(ObjectNode patient) {
    return new PatientTraits(patient, model.placeholders(), AUTHORITIES).read();
  }

  @Test
  void aRecordThatNobodyCouldReadIsNeverCompared() {
    assertThat(traits(Arrivals.patient("{'resourceType': 'Patient'}")).standing())
        .isEqualTo(Standing.EMPTY);
    assertThat(Traits.none(Standing.UNREADABLE).standing()).isEqualTo(Standing.UNREADABLE);
  }
}
