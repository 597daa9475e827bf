package dev.trestle.identity.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.Arrivals;
import dev.trestle.identity.People;
import dev.trestle.identity.compare.DateLevels;
import dev.trestle.identity.compare.Texts;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.people.Place;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What the comparison says, and what it takes for not known. */
class ComparisonTest {
  private static final AuthoritySystems AUTHORITIES =
      new AuthoritySystems(new TreeSet<>(), new TreeMap<>());
  private final LinkModel model = LinkModelResource.standard();
  private final Matcher matcher =
      new Matcher(model, AUTHORITIES, Keyring.fixedForOfflineUse(), Sealer.inMemory());
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
      assertThat(subject(People.withNumber(anna, number)).traits().numbers()).as(number).isEmpty();
    }
    for (String phone : List.of("(217) 555-0134", "0000000000", "2170000000", "12345")) {
      assertThat(subject(People.withHome(anna, "", "", phone)).traits().phones())
          .as(phone)
          .isEmpty();
    }
    assertThat(subject(People.withHome(anna, "HOMELESS", "60601", "")).traits().places())
        .containsExactly(new Place("", "60601", "", ""));
    assertThat(
            subject(People.withHome(anna, "1 Main Street Apt 4", "60601-1234", ""))
                .traits()
                .places())
        .containsExactly(new Place("1MAINST", "60601", "", ""));
    assertThat(subject(People.withHome(anna, "HOMELESS", "99999", "")).traits().places()).isEmpty();
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
  }

  @Test
  void aSubjectIsReadAsItWasWrittenAndSoIsOneOfTheReleaseBefore() {
    ObjectNode known = People.withNumber(home(anna), "219-09-1234");
    known.withArray("name").get(0).asObject().withArray("given").add("Rose");
    Subject subject = subject(known);
    assertThat(subject.traits().middles()).containsExactly("ROSE");
    assertThat(SubjectText.parse(SubjectText.of(subject))).isEqualTo(subject);
    Subject before =
        SubjectText.parse(
            """
            T\t0\t1961-02-13\tF\t2
            N\tQUISTGAARD\tQUISTGAARD\tELIZABETH\t
            S\t219091234
            A\t12ELMST\t60601
            P\t2175611234
            E\tliz@example.org
            I\turn:x|S1
            H\ta
            """);
    assertThat(before.birthOrder()).isEqualTo(2);
    assertThat(before.shared()).containsExactly("urn:x|S1");
    assertThat(before.healthSystems()).containsExactly("a");
    assertThat(before.traits().numbers()).isEqualTo(subject.traits().numbers());
    assertThat(before.traits().dates()).isEqualTo(subject.traits().dates());
    assertThat(before.traits().names()).isEqualTo(subject.traits().names());
    assertThat(before.traits().places()).isEqualTo(subject.traits().places());
    assertThat(before.traits().phones()).isEqualTo(subject.traits().phones());
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
    return matcher
        .comparison(List.of(matcher.asked(1, first), matcher.asked(2, second)))
        .assess(1, 2)
        .orElseThrow();
  }

  private Subject subject(ObjectNode patient) {
    return matcher.asked(1, patient).subject();
  }

  @Test
  void aRecordThatNobodyCouldReadIsNeverCompared() {
    assertThat(subject(Arrivals.patient("{'resourceType': 'Patient'}")).standing())
        .isEqualTo(Standing.EMPTY);
    assertThat(Subject.none(Standing.UNREADABLE).standing()).isEqualTo(Standing.UNREADABLE);
  }
}
