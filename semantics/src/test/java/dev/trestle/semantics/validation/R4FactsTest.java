package dev.trestle.semantics.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.validator.HapiValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The facts that are shipped are those of the official definitions, as HAPI's validation resources
 * hold them. {@code mvn test -pl semantics -am -Dtest=R4FactsTest -Dtrestle.bless=true} writes them
 * anew.
 */
class R4FactsTest {
  private static final Path FILE =
      Path.of("src/main/resources/dev/trestle/semantics/validation", R4FactsResource.RESOURCE);

  /** Invariants of the types that messages become which are not checked, and why. */
  private static final Set<String> LEFT_OUT =
      new TreeSet<>(
          List.of(
              "ele-1", // as structure: an object has content
              "txt-1", // narrative
              "txt-2"));

  private static final Set<String> OF_DEFINITIONS =
      Set.of("DataRequirement", "ElementDefinition", "Expression", "TriggerDefinition");

  /** What messages become, and what stands in it. */
  private static final Set<String> WRITTEN =
      Set.of(
          "Account",
          "AllergyIntolerance",
          "Appointment",
          "ChargeItem",
          "Condition",
          "Coverage",
          "Device",
          "DiagnosticReport",
          "DocumentReference",
          "Encounter",
          "Immunization",
          "Location",
          "MedicationAdministration",
          "MedicationDispense",
          "MedicationRequest",
          "Observation",
          "Organization",
          "Patient",
          "Practitioner",
          "PractitionerRole",
          "Procedure",
          "Provenance",
          "RelatedPerson",
          "ServiceRequest",
          "Specimen");

  @Test
  void theFactsAreThoseOfTheOfficialDefinitions() throws IOException {
    String made = new R4FactsWriter(Hapi.R4.definitions(), HapiValidator.DEFINITIONS).text();
    if (Boolean.getBoolean("trestle.bless")) {
      Files.writeString(FILE, made);
    }
    assertThat(Files.readString(FILE, StandardCharsets.UTF_8)).isEqualTo(made);
  }

  @Test
  void everyInvariantOfWhatMessagesBecomeIsCheckedOrListed() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (String line : Files.readAllLines(FILE)) {
      List<String> cells = List.of(line.split("\t"));
      if (cells.get(0).equals("C") && concerns(cells.get(1))) {
        cells.subList(2, cells.size()).stream()
            .filter(key -> Invariants.of(key).isEmpty())
            .forEach(missing::add);
      }
    }
    missing.removeAll(LEFT_OUT);
    assertThat(missing).isEmpty();
  }

  /** Data types stand in all of them, but those of definitions. */
  private static boolean concerns(String path) {
    String type = path.split("\\.")[0];
    return WRITTEN.contains(type)
        || (!ResourceChecker.ofR4().isResourceType(type) && !OF_DEFINITIONS.contains(type));
  }
}
