package dev.trestle.semantics.mapping.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.semantics.mapping.BaseMappingsResource;
import dev.trestle.semantics.mapping.MappingSource;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MappingReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules of two maps that add to one resource. */
class SharedSlotsTest {
  private static final String SERVICE =
      "  encounter-additional.service: { add: yes, own: x, take: PV2-23, to: serviceType, as:"
          + " concept";

  /** Where a rule of the base stands. */
  private static String place(String map, String rule) {
    return new MappingTranslator(BaseMappingsResource.base())
        .effective(List.of()).maps().values().stream()
            .flatMap(each -> each.rules().values().stream())
            .filter(each -> each.id().equals(map + "." + rule))
            .map(each -> " (" + each.place() + ")")
            .findFirst()
            .orElseThrow();
  }

  @Test
  void twoMapsThatWriteOneSlotOfOneResourceFailWithBothPlaces() {
    assertMistake(
        SERVICE + " }\n",
        "overlay.yaml:3: \"encounter-additional.service\" and \"encounter.hospital-service\""
            + place("encounter", "hospital-service")
            + " can both fire for one message and write serviceType; one"
            + " would be lost. Use `choose`, or a `when` on each that excludes the other");
    assertMistake(
        "  patient-additional.alias: { add: yes, own: x, each: PD1-30, to: name, at: PID-9, as:"
            + " human-name }\n",
        "\"patient-additional.alias\" and \"patient.alias\""
            + place("patient", "alias")
            + " can both fire for one message and write name[PID-9]; one would be lost. Use `at:` to keep them"
            + " apart, `choose`");
    // Whichever of the two a layer touched is to blame.
    assertMistake(
        "  encounter.hospital-service: { to: length, as: quantity }\n",
        "overlay.yaml:3: \"encounter.hospital-service\" and \"encounter-additional.length-of-stay\""
            + " (maps/encounter-additional.yaml:");
  }

  @Test
  void rulesThatAreKeptApartInTwoMapsAreFine() {
    assertFine(SERVICE + ", when: not valued(PV1-10) }\n");
    assertFine(SERVICE + ", level: fill }\n");
    assertFine(SERVICE + ", event: yes }\n");
    assertFine(
        "  encounter.hospital-service: { when: 'trigger in (A01, A08)' }\n"
            + SERVICE
            + ", when: 'trigger = A03' }\n");
    assertFine("  encounter-additional.subject: { add: yes, own: x, ref: patient, to: subject }\n");
    assertFine(
        "  patient-additional.alias: { add: yes, own: x, each: PD1-30, to: name, as: human-name"
            + " }\n");
    // What is gathered may be joined, whichever comes first.
    assertFine(
        "  visit-role.referral: { add: yes, own: x, take: ROL-4, to: participant, at: PV2-13, as:"
            + " participant, gather: yes }\n");
    assertFine(
        "  visit-role.referral: { add: yes, own: x, take: ROL-4, to: participant, at: PRT-5, as:"
            + " participant }\n");
    // An identifier is told apart by what it is.
    assertFine(
        "  patient-additional.number: { add: yes, own: x, take: PD1-30, to: identifier, at: PID-3,"
            + " as: identifier }\n");
  }

  /** The one trigger that both run for is among those of many messages. */
  @Test
  void aConditionOnTheTriggerIsHeldAgainstTheMessagesOfBothMaps() {
    for (String trigger : List.of("A01", "A60", "R01", "I15")) {
      String when = ", when: trigger = " + trigger + " }\n";
      assertMistake(
          SERVICE + when, "\"encounter-additional.service\" and \"encounter.hospital-service\"");
    }
    String code =
        "  order-diagnosis.control: { add: yes, own: x, take: DG1-30, to: authoredOn, as:";
    // Both run for orders only, though each order-control runs for results, too.
    assertFine("  order-control.authored: { when: trigger = R01 }\n" + code + " date-time }\n");
    assertMistake(
        "  order-control.authored: { when: trigger = O21 }\n" + code + " date-time }\n",
        "\"order-diagnosis.control\" and \"order-control.authored\"");
  }

  @Test
  void twoMapsOfDifferentMessagesOrResourcesNeverMeet() {
    assertFine(
        """
          order-diagnosis.a: { add: yes, own: x, take: DG1-31, to: authoredOn, as: date-time, level: fill }
          referral-diagnosis.a: { add: yes, own: x, take: DG1-30, to: authoredOn, as: date-time, level: fill }
          referral-provider.a: { add: yes, own: x, take: PRD-30, to: authoredOn, as: date-time, level: order }
          order-note.a: { add: yes, own: x, take: NTE-30, to: code, as: concept, level: fill }
          observation-note.a: { add: yes, own: x, take: NTE-30, to: code, as: concept, level: fill }
        """);
  }

  /** Two notes of one order: what the one follows says nothing of the other. */
  @Test
  void segmentsOfOneKindDoNotExcludeEachOther() {
    assertMistake(
        "  order-note.note: { to: extension, at: patient-note, with: { url: 'urn:x' } }\n",
        "\"order-note.note\" and \"order-patient-note.note\" (maps/order-patient-note.yaml:");
    assertMistake(
        """
          order-note.kind: { add: yes, own: x, take: NTE-4, to: code, as: concept, when: NTE-2 = L }
          order-patient-note.kind: { add: yes, own: x, take: NTE-4, to: code, as: concept, when: NTE-2 = P }
          order.code: { disable: yes }
          order-control.code: { add: yes, own: x, take: ORC-30, to: code, as: concept, level: fill }
        """,
        "overlay.yaml:4: \"order-patient-note.kind\" and \"order-note.kind\" (overlay.yaml:3)");
    // A request is described by one OBR, whichever of the maps reads it.
    assertFine(
        """
          order-filler.kind: { add: yes, own: x, take: OBR-40, to: authoredOn, as: date-time, level: fill, when: OBR-24 = LAB }
          order-specimen.kind: { add: yes, own: x, take: OBR-41, to: authoredOn, as: date-time, level: fill, when: OBR-24 = RAD }
        """);
  }

  /** PID stands once beside the patient, whom it does not name as a map says it. */
  @Test
  void twoMapsOfASegmentThatStandsOnceReadTheSame() {
    MappingSource base =
        edited(
            BaseMappingsResource.base(), "maps/patient-additional.yaml", "from: PD1", "from: PID");
    String gender = "  patient.gender: { when: PID-30 = Y }\n";
    assertThat(mistake(base, gender + sex("PID-30 = N"))).isEmpty();
    assertThat(mistake(base, gender + sex("PID-31 = N")))
        .contains("overlay.yaml:4: \"patient-additional.sex\" and \"patient.gender\" (maps/");
  }

  @Test
  void repetitionsOfOneFieldThatAreToldApartAreTwoValues() {
    String phone =
        """
          patient.phone: { add: yes, own: x, each: PID-40, where: .3 = PH, to: telecom, at: mine, as: contact-point }
          patient-additional.phone: { add: yes, own: x, each: PID-40, where: .3 = PH, to: telecom, at: mine, as: contact-point }
        """;
    assertFine(phone);
    assertMistake(
        phone.replaceFirst("PH", "CP"),
        "\"patient-additional.phone\" and \"patient.phone\" (overlay.yaml:3)");
  }

  private static String sex(String when) {
    return "  patient-additional.sex: { add: yes, own: x, take: PID-35, to: gender, as: code,"
        + " table: 0001-gender, when: "
        + when
        + " }\n";
  }

  /** Where ORC and OBR tell of one orderer, nothing goes; of two, one would. */
  @Test
  void twoFieldsThatAConditionFindsTheSameSayTheSame() {
    String alone = "  order-control.requester-named: { disable: yes }\n";
    assertMistake(
        alone + "  order-control.requester: { when: valued(ORC-12) }\n",
        "overlay.yaml:4: \"order-control.requester\" and \"order.requester\"");
    assertMistake(
        alone + "  order-control.requester: { take: ORC-11 }\n",
        "overlay.yaml:4: \"order-control.requester\" and \"order.requester\"");
    assertFine(alone + "  order-control.requester: { when: 'same(ORC-12, OBR-16)' }\n");
    // Of the two fields, not of another.
    for (String other : List.of("same(OBR-16, OBR-10)", "same(OBR-10, OBR-16)")) {
      assertMistake(
          alone + "  order-control.requester: { when: '" + other + "' }\n",
          "overlay.yaml:4: \"order-control.requester\" and \"order.requester\"");
    }
    // Which alternative counts is known, too.
    assertFine(alone + "  order-control.requester: { when: not valued(OBR-16) }\n");
    assertMistake(
        alone + "  order-control.requester: { when: not valued(OBR-16), with: { address: 22 } }\n",
        "\"order-control.requester\" and \"order.requester\"");
  }

  /** A final result ranks above its note; a preliminary one does not. */
  @Test
  void whatRanksHigherIsNotLost() {
    String method =
        "  immunization-observation.method: { disable: yes }\n"
            + "  patient-observation.method: { disable: yes }\n"
            + "  order-question.method: { disable: yes }\n"
            + "  observation-note.method: { add: yes, own: x, take: NTE-30, to: method, as:"
            + " concept";
    assertMistake(method + " }\n", "\"observation-note.method\" and \"observation.method\"");
    assertFine(method + ", when: 'OBX-11 in (F, C)' }\n");
    assertMistake(
        method + ", when: OBX-11 = P }\n",
        "\"observation-note.method\" and \"observation.method\"");
    MappingSource base =
        edited(
            BaseMappingsResource.base(),
            "maps/observation-note.yaml",
            "level: result",
            "level: result\nfinal-when: OBX-11 = C");
    assertThat(mistake(base, method + ", when: OBX-11 = F }\n")).isEmpty();
    assertThat(mistake(base, method + ", when: OBX-11 = C }\n")).contains("can both fire");
    assertThat(mistake(base, method + ", when: OBX-11 = P }\n")).contains("can both fire");
  }

  @Test
  void theMapsOfTheHeaderMeet() {
    assertMistake(
        "  message-event.software: { add: yes, own: x, take: EVN-30, to: source.software, as: text"
            + " }\n",
        "\"message-event.software\" and \"message-software.software\"");
    assertMistake(
        """
          message-event.again: { add: yes, own: x, take: EVN-30, to: reason, as: concept, when: valued(EVN-30) }
        """,
        "\"message-event.again\" and \"message-event.reason\"");
  }

  /** RXE and RXO name an order by the same numbers: kept apart by the conditions of their maps. */
  @Test
  void twoMapsThatNameAResourceAlikeMeet() {
    String name = "maps/medication-requested.yaml";
    MappingSource base =
        edited(
            BaseMappingsResource.base(),
            name,
            "when: \"valued(RXO-1) and not valued(RXE-2)\"",
            "when: valued(RXO-1)");
    assertThat(conflicts(base))
        .contains("medication-encoded.medication medication-requested.medication medication[x]")
        // Told of two concepts, and said alike.
        .noneMatch(found -> found.contains("#form"))
        .noneMatch(found -> found.endsWith(" intent"));
    assertThat(conflicts(edited(base, name, "kind: placer", "kind: placed"))).isEmpty();
  }

  private static MappingSource edited(MappingSource source, String name, String old, String text) {
    List<MappingSource.Text> texts = new ArrayList<>();
    for (MappingSource.Text each : source.base()) {
      if (each.name().equals(name)) {
        assertThat(each.text()).contains(old);
        texts.add(new MappingSource.Text(name, each.text().replace(old, text)));
      } else {
        texts.add(each);
      }
    }
    return MappingSource.of(texts);
  }

  private static List<String> conflicts(MappingSource base) {
    EffectiveMapping mapping = MappingReader.read(base, List.of());
    return SlotCheck.find(mapping, PlanCompiler.compile(mapping)).stream()
        .map(found -> found.first().id() + " " + found.second().id() + " " + found.slot())
        .toList();
  }

  /** What the compiler says of these rules over a base, or nothing. */
  private static String mistake(MappingSource base, String rules) {
    String text = "overlay: acme\nrules:\n" + rules;
    MappingSource source = base.with(List.of(new MappingSource.Text("overlay.yaml", text)));
    try {
      PlanCompiler.compile(MappingReader.read(source, List.of("acme")));
      return "";
    } catch (TrestleException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void assertFine(String rules) {
    assertThat(mistake(BaseMappingsResource.base(), rules)).isEmpty();
  }

  private static void assertMistake(String rules, String message) {
    assertThat(mistake(BaseMappingsResource.base(), rules)).contains(message);
  }
}
