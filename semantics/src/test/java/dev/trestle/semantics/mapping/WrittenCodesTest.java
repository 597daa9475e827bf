package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.semantics.mapping.rule.MappingMistake;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Codes that FHIR does not allow where a rule would write them fail when a mapping is loaded. */
class WrittenCodesTest {
  private static final String HEAD = "overlay: acme\n";
  private static final String GENDER =
      "which is not in administrative-gender, the codes that FHIR requires in Patient.gender;"
          + " allowed: ";

  @Test
  void aRowOfASitesTableIsHeldAgainstTheValueSetOfTheElementItIsUsedFor() {
    String overlay = "rules:\n  patient.gender: { table: acme-sex }\n";
    assertThat(layers(overlay, table("W,female", "M,male", "X,"))).isEqualTo("");
    assertThat(layers(overlay, table("W,femal", "M,male")))
        .isEqualTo(
            "tables/acme-sex.csv:2: row \"W\" of table acme-sex says \"femal\", "
                + GENDER
                + "female, male, other, unknown");
    assertThat(layers(overlay, table("W,female", "M,man")))
        .startsWith("tables/acme-sex.csv:3: row \"M\"")
        .endsWith("allowed: male, female, other, unknown");
    assertThat(layers("rules:\n  patient.gender: { null: delete }\n", table("W,femal")))
        .as("a table that no rule names is not looked at")
        .isEqualTo("");
  }

  @Test
  void aConceptMapOfASiteIsHeldAgainstItToo() {
    String map =
        """
        {"resourceType": "ConceptMap", "group": [{"element": [
          {"code": "M", "target": [{"code": "male", "equivalence": "equal"}]},
          {"code": "W", "target": [{"code": "femal", "equivalence": "equal"}]}]}]}
        """;
    assertThat(
            layers(
                "rules:\n  patient.gender: { table: acme-sex }\n",
                new MappingSource.Text("tables/acme-sex.json", map)))
        .startsWith("tables/acme-sex.json:3: row \"W\" of table acme-sex says \"femal\", ");
  }

  @Test
  void aRowThatAnOverlayChangesIsHeldAgainstItAlsoWhereAConverterUsesTheTable() {
    assertThat(layers("tables:\n  0001-gender: { W: femal }\n"))
        .startsWith(
            "overlay.yaml:3: row \"W\" of table 0001-gender says \"femal\", which is not in")
        .contains(".gender; allowed: female, male, other, unknown");
    assertThat(layers("tables:\n  0201-contact-use: { PRN: hom }\n"))
        .isEqualTo(
            "overlay.yaml:3: row \"PRN\" of table 0201-contact-use says \"hom\", which is not in"
                + " contact-point-use, the codes that FHIR requires in ContactPoint.use; allowed:"
                + " home, old, temp, work, mobile");
    assertThat(layers("tables:\n  0128-reaction-severity: { SV: sever }\n"))
        .contains("reaction-event-severity")
        .contains("AllergyIntolerance.reaction.severity; allowed: severe");
    assertThat(layers("tables:\n  0201-contact-use: { PRN: work }\n")).isEqualTo("");
  }

  @Test
  void aWrongTableIsTheMistakeOfTheRuleThatNamesItNotOfItsRows() {
    assertThat(layers("rules:\n  patient.gender: { table: 0485-priority }\n"))
        .startsWith("overlay.yaml:3: row ")
        .contains(" of table 0485-priority says ")
        .contains(GENDER);
    assertThat(
            layers(
                """
                rules:
                  order.alternatives:
                    add: yes
                    own: x
                    to: status
                    level: fill
                    choose:
                      - { take: OBR-25, as: code, table: 0038-order-status }
                      - { take: OBR-5, as: code, table: 0485-priority }
                """))
        .startsWith("overlay.yaml:10: row ")
        .contains("ServiceRequest.status");
  }

  @Test
  void whatARuleSaysItselfIsHeldAgainstIt() {
    assertThat(layers("rules:\n  procedure.status-performed:\n    value: complete\n"))
        .startsWith("overlay.yaml:4: the rule says \"complete\", which is not in event-status")
        .contains("Procedure.status; allowed: completed, ");
    assertThat(layers("rules:\n  patient.telecom-home: { with: { use: hom } }\n"))
        .startsWith("overlay.yaml:3: the rule says \"hom\", ")
        .contains("Patient.telecom.use; allowed: home");
    String clinical = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical|";
    assertThat(layers("rules:\n  allergy.clinical-status: { concept: '" + clinical + "activ' }\n"))
        .contains("AllergyIntolerance.clinicalStatus; allowed: " + clinical + "active, ");
    assertThat(
            layers("rules:\n  allergy.clinical-status: { concept: 'http://loinc.org|active' }\n"))
        .as("the code of another system")
        .contains("says \"http://loinc.org|active\"");
    assertThat(layers("rules:\n  appointment.patient: { with: { in: actor, status: acepted } }\n"))
        .contains("Appointment.participant.status; allowed: accepted");
  }

  @Test
  void whatAnEventSaysIsHeldAgainstTheElementOfTheRule() {
    assertThat(layers("rules:\n  medication-control.status-by-control: { says: status }\n"))
        .startsWith("overlay.yaml:3: the event \"")
        .contains(" says \"revoked\"")
        .contains("MedicationRequest.status; allowed: ");
  }

  @Test
  void aRowNeedsItsSystemWhereTheCodeStandsWithOne() {
    String system = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";
    String overlay = "tables:\n  0438-verification:\n    Z: ";
    assertThat(layers(overlay + "refuted\n"))
        .startsWith(
            "overlay.yaml:4: row \"Z\" of table 0438-verification says \"refuted\" without a"
                + " system, which is not in ")
        .contains(system + "|refuted");
    assertThat(layers(overlay + "{ code: refuted, system: '" + system + "' }\n")).isEqualTo("");
  }

  @Test
  void whatAMessageSaysIsNoCodeOfARequiredValueSet() {
    assertThat(layers("rules:\n  patient.gender: { as: first }\n"))
        .startsWith("overlay.yaml:3: \"as: first\" writes what a message says into Patient.gender");
    assertThat(
            layers(
                """
                rules:
                  patient.gender: { disable: yes }
                  patient.sex: { add: yes, own: x, take: PID-8, to: gender, as: first }
                """))
        .isEqualTo(
            "overlay.yaml:4: \"as: first\" writes what a message says into Patient.gender, where"
                + " FHIR requires a code of administrative-gender; use a table; allowed: female,"
                + " male, other, unknown");
  }

  @Test
  void anElementWithoutARequiredBindingTakesAnyCode() {
    assertThat(layers("tables:\n  0004-encounter-class: { I: { code: ZZ, system: 'urn:x' } }\n"))
        .isEqualTo("");
  }

  private static MappingSource.Text table(String... rows) {
    return new MappingSource.Text(
        "tables/acme-sex.csv", "from,code,system,display\n" + String.join("\n", rows) + "\n");
  }

  /** The mistake, or empty when there is none. */
  private static String layers(String overlay, MappingSource.Text... tables) {
    MappingSource base = BaseMappingsResource.base();
    MappingSource source =
        new MappingSource(
            base.base(),
            List.of(new MappingSource.Text("overlay.yaml", HEAD + overlay)),
            List.of(tables));
    try {
      new MappingTranslator(source).plan(List.of("acme"));
      return "";
    } catch (TrestleException e) {
      assertThat(e.code()).isEqualTo(ProblemCode.MAPPING_INVALID);
      assertThat(e).hasCauseInstanceOf(MappingMistake.class);
      return String.valueOf(e.getMessage());
    }
  }
}
