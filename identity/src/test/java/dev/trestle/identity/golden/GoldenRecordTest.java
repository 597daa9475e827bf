package dev.trestle.identity.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.identity.golden.Golden.Choice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person's golden record shows of records that differ. */
class GoldenRecordTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final UUID PERSON = new UUID(0, 99);

  private final GoldenRecord golden = new GoldenRecord(GoldenRules.standard());

  @Test
  void theLaterGenderOfEqualFeedsIsShownAndTheOtherStaysAnAlternative() {
    Golden person = of(record(1, "'gender': 'male'", 10), record(2, "'gender': 'female'", 20));
    assertThat(person.patient().path("gender").asString()).isEqualTo("female");
    Choice choice = choice(person, "gender");
    assertThat(choice.from()).containsExactly(new UUID(0, 2));
    assertThat(choice.alternatives()).hasSize(1);
    assertThat(choice.alternatives().get(0).lostBy()).isEqualTo("recency");
    assertThat(choice.alternatives().get(0).from()).containsExactly(new UUID(0, 1));
  }

  @Test
  void aFeedThatMaySayItIsBelievedBeforeALaterOneThatFillsOnly() {
    SourceRecord registration = record(1, "'gender': 'male'", 10);
    SourceRecord laboratory =
        new SourceRecord(
            new UUID(0, 2),
            true,
            json("'gender': 'female'"),
            Map.of("gender", new Said(0, 99)),
            Verified.NONE);
    assertThat(of(registration, laboratory).patient().path("gender").asString()).isEqualTo("male");
  }

  @Test
  void whatSomebodyVerifiedGoesBeforeAuthorityAndTime() {
    SourceRecord first = record(1, "'birthDate': '1962-04-07', 'gender': 'male'", 10);
    SourceRecord later = record(2, "'birthDate': '1962-07-04', 'gender': 'female'", 20);
    String said = choice(of(first), "birthDate").same();
    SourceRecord verified =
        new SourceRecord(
            first.id(),
            first.stands(),
            first.patient(),
            first.said(),
            (element, same) -> element.equals("birthDate") && same.equals(said));
    Golden person = of(verified, later);
    assertThat(person.patient().path("birthDate").asString()).isEqualTo("1962-04-07");
    assertThat(choice(person, "birthDate").verified()).isTrue();
    assertThat(choice(person, "birthDate").alternatives().get(0).lostBy()).isEqualTo("verified");
    assertThat(choice(person, "birthDate").saidBy(later.id())).hasSize(1).doesNotContain(said);
    assertThat(person.patient().path("gender").asString())
        .as("of another element")
        .isEqualTo("female");
    SourceRecord changed =
        new SourceRecord(
            first.id(), true, json("'birthDate': '1962-04-08'"), first.said(), verified.verified());
    assertThat(choice(of(changed, later), "birthDate").verified()).as("it says another").isFalse();
  }

  @Test
  void aSiteChangesRulesByElement() {
    GoldenRules changed =
        GoldenRules.standard()
            .changedBy("elements: {birthDate: {by: [recency]}, name: {keep: one}}");
    List<SourceRecord> records =
        List.of(
            record(1, "'birthDate': '1962-04-07', 'gender': 'male'", 10),
            record(2, "'birthDate': '1900-01-01', 'gender': 'unknown'", 30));
    Golden person = new GoldenRecord(changed).of(PERSON, records);
    assertThat(person.patient().path("birthDate").asString()).isEqualTo("1900-01-01");
    assertThat(person.patient().path("gender").asString()).as("as before").isEqualTo("male");
    assertThat(changed.of("name").by()).isEqualTo(GoldenRules.standard().of("name").by());
    assertThat(changed.of("name").keep()).isEqualTo(Keep.ONE);
    assertThat(person.rules()).isNotEqualTo(GoldenRules.standard().version());
    for (String wrong :
        List.of(
            "by: [recency]", "elements: {colour: {keep: one}}", "elements: {name: {keep: two}}")) {
      assertThatThrownBy(() -> GoldenRules.standard().changedBy(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aPlaceholderIsShownOnlyWhereNothingElseIsKnown() {
    Golden person =
        of(
            record(1, "'birthDate': '1962-04-07', 'gender': 'female'", 10),
            record(2, "'birthDate': '1900-01-01', 'gender': 'unknown'", 20),
            record(3, "'birthDate': '1900-01-01'", 30));
    assertThat(person.patient().path("birthDate").asString()).isEqualTo("1962-04-07");
    assertThat(person.patient().path("gender").asString()).isEqualTo("female");
    assertThat(choice(person, "birthDate").alternatives().get(0).lostBy()).isEqualTo("known");
    Golden nothingElse = of(record(2, "'birthDate': '1900-01-01'", 20));
    assertThat(nothingElse.patient().path("birthDate").asString()).isEqualTo("1900-01-01");
  }

  @Test
  void aBirthDateOfMostRecordsIsMoreThanTheLatestOne() {
    Golden person =
        of(
            record(1, "'birthDate': '1962-04-07'", 10),
            record(2, "'birthDate': '1962-07-04'", 30),
            record(3, "'birthDate': '1962-04-07'", 20));
    assertThat(person.patient().path("birthDate").asString()).isEqualTo("1962-04-07");
    assertThat(choice(person, "birthDate").from()).containsExactly(new UUID(0, 1), new UUID(0, 3));
  }

  @Test
  void theTimeOfBirthComesWithItsDate() {
    String timed = "'birthDate': '1962-04-07', '_birthDate': {'extension': [{'url': 'urn:t'}]}";
    Golden person = of(record(1, timed, 10), record(2, "'birthDate': '1962-04-08'", 20));
    assertThat(person.patient().has("_birthDate")).as("of the date that is not shown").isFalse();
    assertThat(of(record(1, timed, 10)).patient().path("_birthDate").size()).isEqualTo(1);
  }

  @Test
  void aRecordThatAMergeRetiredSaysLess() {
    Golden person =
        of(
            record(1, "'gender': 'male', 'active': false", 30),
            record(2, "'gender': 'female', 'active': true", 10));
    assertThat(person.patient().path("gender").asString()).isEqualTo("female");
    assertThat(choice(person, "gender").alternatives().get(0).lostBy()).isEqualTo("standing");
    assertThat(person.patient().has("active")).isFalse();
  }

  @Test
  void deathIsOneElementInWhateverTypeItIsSaid() {
    Golden person =
        of(
            record(1, "'deceasedBoolean': false", 10),
            record(2, "'deceasedDateTime': '2026-02-03'", 20));
    assertThat(person.patient().path("deceasedDateTime").asString()).isEqualTo("2026-02-03");
    assertThat(person.patient().has("deceasedBoolean")).isFalse();
  }

  @Test
  void everyNumberIsKeptOnceAndANameForEachUse() {
    Golden person =
        of(
            record(
                1,
                "'identifier': [{'system': 'a', 'value': '1'}, {'system': 's', 'value': '7'}],"
                    + " 'name': [{'use': 'official', 'family': 'MÜLLER', 'given': ['ANNA']},"
                    + " {'use': 'maiden', 'family': 'Weber'}],"
                    + " 'telecom': [{'system': 'phone', 'value': '(206) 555-0188'}]",
                10),
            record(
                2,
                "'identifier': [{'system': 'b', 'value': '1'}, {'system': 's', 'value': '7'}],"
                    + " 'name': [{'use': 'official', 'family': 'Müller', 'given': ['Anna']}],"
                    + " 'telecom': [{'system': 'phone', 'value': '206-555-0188'}]",
                20));
    JsonNode patient = person.patient();
    assertThat(texts(patient.path("identifier"), "system"))
        .containsExactlyInAnyOrder("a", "b", "s", "urn:ietf:rfc:3986");
    assertThat(texts(patient.path("name"), "family")).containsExactly("Müller", "Weber");
    assertThat(choice(person, "name official").from()).hasSize(2);
    assertThat(choice(person, "name official").alternatives())
        .as("written otherwise, but the same name")
        .isEmpty();
    assertThat(texts(patient.path("telecom"), "value")).containsExactly("206-555-0188");
    assertThat(patient.path("link").size()).isEqualTo(2);
  }

  @Test
  void theStrictestConfidentialityHoldsAndEveryOtherLabel() {
    String system = "'system': 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'";
    Golden person =
        of(
            record(1, "'meta': {'security': [{" + system + ", 'code': 'V'}]}", 10),
            record(
                2,
                "'meta': {'security': [{"
                    + system
                    + ", 'code': 'N'}, {'system': 'x', 'code':"
                    + " 'ETH'}]}",
                20));
    assertThat(texts(person.patient().path("meta").path("security"), "code"))
        .containsExactly("V", "ETH");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theOrderOfRecordsChangesNothingAndWhoLeavesLeavesNothingBehind(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<SourceRecord> records = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(5); i++) {
        records.add(anybody(random, i));
      }
      Golden before = golden.of(PERSON, records);
      List<SourceRecord> shuffled = new ArrayList<>(records);
      Collections.shuffle(shuffled, random);
      assertThat(golden.of(PERSON, shuffled)).as("seed %d", seed).isEqualTo(before);
      SourceRecord stranger =
          new SourceRecord(
              new UUID(7, 7),
              true,
              json("'gender': 'other', 'name': [{'family': 'Stranger'}]"),
              Map.of("gender", new Said(9, 9), "name[0]", new Said(9, 9)),
              Verified.NONE);
      shuffled.add(stranger);
      assertThat(golden.of(PERSON, shuffled).patient().toString()).contains("Stranger");
      shuffled.remove(stranger);
      assertThat(golden.of(PERSON, shuffled)).isEqualTo(before);
    }
  }

  /** Every value of every record is shown or an alternative: none is lost. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void nothingThatARecordSaysIsMissing(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<SourceRecord> records = List.of(anybody(random, 1), anybody(random, 2));
      String all =
          golden.of(PERSON, records).choices().stream()
              .map(GoldenRecordTest::all)
              .toList()
              .toString();
      for (SourceRecord record : records) {
        for (String family : texts(record.patient().path("name"), "family")) {
          assertThat(all).as("seed %d", seed).contains(family);
        }
        assertThat(all).contains(record.patient().path("gender").asString());
      }
    }
  }

  private static String all(Choice choice) {
    return choice.value()
        + " "
        + choice.alternatives().stream().map(Golden.Alternative::value).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "by: [recency]\nelements: {}",
        "by: [lately]\nelements: {gender: {keep: one}}",
        "by: [recency, recency]\nelements: {gender: {keep: one}}",
        "by: [recency]\nelements: {colour: {keep: one}}",
        "by: [recency]\nelements: {extension: {keep: some}}",
        "by: [recency]\nelements: {extension: {keep: one, or: two}}",
        "elements: {extension: {keep: one}}"
      })
  void rulesThatMakeNoSenseAreRefused(String yaml) {
    assertThatThrownBy(() -> GoldenRules.parse(yaml)).isInstanceOf(IllegalArgumentException.class);
  }

  private static SourceRecord anybody(Random random, int number) {
    String[] genders = {"male", "female", "unknown"};
    String[] families = {"Ito", "Okafor", "Baby Boy", "Nowak"};
    String patient =
        "'gender': '%s', 'birthDate': '19%d0-01-01', 'name': [{'family': '%s'}, {'use': 'maiden', 'family': '%s'}]"
            .formatted(
                genders[random.nextInt(genders.length)],
                random.nextInt(10),
                families[random.nextInt(families.length)],
                families[random.nextInt(families.length)]);
    Map<String, Said> said = new HashMap<>();
    for (String path : List.of("gender", "birthDate", "name[0]", "name[1]")) {
      said.put(path, new Said(random.nextInt(2), random.nextInt(3)));
    }
    return new SourceRecord(
        new UUID(0, number), random.nextInt(5) > 0, json(patient), said, Verified.NONE);
  }

  private Golden of(SourceRecord... records) {
    return golden.of(PERSON, List.of(records));
  }

  private static SourceRecord record(int number, String patient, long time) {
    Map<String, Said> said = new HashMap<>();
    JsonNode json = json(patient);
    for (var property : json.properties()) {
      if (property.getValue().isArray()) {
        for (int i = 0; i < property.getValue().size(); i++) {
          said.put(property.getKey() + "[" + i + "]", new Said(1, time));
        }
      } else {
        said.put(property.getKey(), new Said(1, time));
      }
    }
    return new SourceRecord(new UUID(0, number), true, json, said, Verified.NONE);
  }

  private static JsonNode json(String content) {
    return JSON.readTree(("{'resourceType': 'Patient', " + content + "}").replace('\'', '"'));
  }

  private static List<String> texts(JsonNode items, String name) {
    List<String> texts = new ArrayList<>();
    items.forEach(item -> texts.add(item.path(name).asString("")));
    return texts;
  }

  private static Choice choice(Golden person, String element) {
    return person.choices().stream()
        .filter(one -> one.element().equals(element))
        .findFirst()
        .orElseThrow();
  }
}
