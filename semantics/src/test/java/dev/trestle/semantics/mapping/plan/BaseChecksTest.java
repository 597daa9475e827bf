package dev.trestle.semantics.mapping.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.semantics.mapping.BaseMappingsResource;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MappingReader;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the static checks say of the mappings that come with Trestle. */
class BaseChecksTest {
  /** Rules that can fire together and write the same, and why nothing is lost. */
  private static final Map<String, String> MEET = Map.of();

  /** Tables of which no code stands in an element with a required binding. */
  private static final Set<String> NO_CODES =
      Set.of(
          "0136-yes-no",
          "0177-confidentiality",
          "0203-identifier-type",
          "0291-content-type",
          "code-systems",
          "hl7-table-codes",
          "r4-elements",
          "r4-required",
          "security-vip",
          "security-yes-no",
          "units");

  private final EffectiveMapping base = MappingReader.read(BaseMappingsResource.base(), List.of());
  private final Plan plan = PlanCompiler.compile(base);

  @Test
  void everyCodeThatTheBaseCanWriteIsOneThatFhirAllowsThere() {
    assertThat(BindingCheck.run(base, plan))
        .containsExactly(
            "Account.identifier.use",
            "Account.status",
            "Address.type",
            "Address.use",
            "AllergyIntolerance.category",
            "AllergyIntolerance.clinicalStatus",
            "AllergyIntolerance.criticality",
            "AllergyIntolerance.reaction.severity",
            "AllergyIntolerance.type",
            "AllergyIntolerance.verificationStatus",
            "Appointment.participant.required",
            "Appointment.participant.status",
            "Appointment.status",
            "ChargeItem.status",
            "Condition.verificationStatus",
            "ContactPoint.system",
            "ContactPoint.use",
            "Coverage.status",
            "DiagnosticReport.status",
            "DocumentReference.docStatus",
            "DocumentReference.relatesTo.code",
            "DocumentReference.status",
            "Encounter.identifier.use",
            "Encounter.location.status",
            "Encounter.status",
            "HumanName.use",
            "Immunization.status",
            "MedicationAdministration.status",
            "MedicationDispense.status",
            "MedicationRequest.intent",
            "MedicationRequest.priority",
            "MedicationRequest.status",
            "Money.currency",
            "Observation.status",
            "Patient.gender",
            "Patient.telecom.use",
            "Procedure.status",
            "RelatedPerson.gender",
            "RelatedPerson.telecom.use",
            "ServiceRequest.intent",
            "ServiceRequest.priority",
            "ServiceRequest.status",
            "Specimen.status");
  }

  @Test
  void everyTableOfTheBaseIsHeldAgainstSomethingOrHoldsNoSuchCodes() {
    Set<String> unused = new TreeSet<>(base.tables().keySet());
    unused.removeAll(BindingCheck.OF_CONVERTERS.keySet());
    base.maps().values().stream()
        .flatMap(map -> map.rules().values().stream())
        .flatMap(BaseChecksTest::takes)
        .map(rule -> rule.text("table"))
        .flatMap(Optional::stream)
        .forEach(unused::remove);
    assertThat(unused).isEqualTo(NO_CODES);
  }

  private static Stream<RuleDefinition> takes(RuleDefinition rule) {
    Optional<Property> choose = rule.find("choose");
    return choose.map(WrittenCodes::alternatives).orElse(Stream.of(rule));
  }

  @Test
  void eachPairOfRulesOfTheBaseThatMeetHasAReason() {
    TreeMap<String, String> found = new TreeMap<>();
    for (SlotCheck.Conflict conflict : SlotCheck.find(base, plan)) {
      found.put(conflict.first().id() + " " + conflict.second().id(), conflict.slot());
    }
    assertThat(found.keySet()).isEqualTo(MEET.keySet());
  }
}
