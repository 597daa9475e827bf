package dev.trestle.semantics.validation;

import ca.uhn.fhir.validation.SingleValidationMessage;
import dev.trestle.kernel.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The checker's verdict beside HAPI's: where the two do not say the same of a resource. */
public final class Verdicts {
  /** What HAPI finds and the checker does not look at; the beginning of its text, and why. */
  private static final Map<String, String> NOT_CHECKED =
      Map.ofEntries(
          Map.entry("Extension.url must be an absolute URL", "the rules give it"),
          Map.entry(
              "Constraint failed: app-4:",
              "the invariant spells noshow with a hyphen, the value set does not"),
          Map.entry(
              "Constraint failed: rng-2: 'If present, low SHALL have a lower value than high'HAPI-0676",
              "HAPI: units that cannot be compared"),
          Map.entry("Error processing unit '", "units of UCUM are given by a table, not parsed"),
          Map.entry("Extension url '", "definitions of extensions"),
          Map.entry(
              "Unknown code '",
              "codes of systems without a required binding: a rule gives them by a table"),
          Map.entry(
              "No code provided, and a code is required from the value set",
              "HAPI: an extension in the place of a value that is not known is right"),
          Map.entry(
              "None of the codings provided are in the value set 'AllergyIntolerance Verification",
              "HAPI: gives up at the feed's own system beside the public one"),
          Map.entry(
              "The extension http://hl7.org/fhir/StructureDefinition/",
              "definitions of extensions"),
          Map.entry("Inappropriate CodeSystem URL \"", "languages are no list"),
          Map.entry(
              "CodeSystem is unknown and can't be validated: ",
              "a feed's own system beside the public one, or what a mutation made of it"));

  /** What the checker finds and HAPI does not; the beginning of the text, and why. */
  private static final Map<String, String> ALONE =
      Map.of(
          "FHIR R4 has no reference to",
          "HAPI looks at targets only when it can load them",
          "An array has values.",
          "HAPI lets an empty array of primitive values pass; FHIR JSON (R4 2.6.2) does not");

  private Verdicts() {}

  /**
   * Errors of HAPI that the checker does not find at that place, and findings that HAPI does not
   * confirm. The place is the element or one around it: a missing element is told at either.
   */
  public static List<String> differences(JsonNode resource) {
    List<SingleValidationMessage> hapi;
    try {
      hapi = Hapi.errors(resource.toString());
    } catch (ClassCastException crash) {
      // HAPI breaks off at some JSON of a wrong type; the checker finds it.
      return ResourceChecker.ofR4().check(resource).isEmpty()
          ? List.of("MISSED " + crash)
          : List.of();
    }
    return differences(resource, hapi);
  }

  /** The same with what HAPI said of it. */
  public static List<String> differences(JsonNode resource, List<SingleValidationMessage> hapi) {
    List<Finding> ours = ResourceChecker.ofR4().check(resource);
    List<String> differences = new ArrayList<>();
    for (SingleValidationMessage error : hapi) {
      String place = place(error.getLocationString());
      if (!isNotChecked(error, place)
          && ours.stream().noneMatch(finding -> isNear(finding.location(), place))
          && !isCascade(error, place, ours)) {
        differences.add("MISSED " + error.getMessageId() + " " + place + " " + error.getMessage());
      }
    }
    for (Finding finding : ours) {
      if (!startsWithOne(finding.text(), ALONE)
          && hapi.stream()
              .noneMatch(e -> isNear(finding.location(), place(e.getLocationString())))) {
        differences.add(
            "ALONE " + finding.code().id() + " " + finding.location() + " " + finding.text());
      }
    }
    return differences;
  }

  private static boolean isNotChecked(SingleValidationMessage error, String place) {
    // The values of an extension are those of its definition.
    boolean ofExtension =
        place.contains(".extension[") && String.valueOf(error.getMessageId()).startsWith("Term");
    return ofExtension || startsWithOne(error.getMessage(), NOT_CHECKED);
  }

  /** What HAPI cannot read does not count as there, so that invariants around it fail as well. */
  private static boolean isCascade(
      SingleValidationMessage error, String place, List<Finding> ours) {
    return error.getMessage().startsWith("Constraint failed")
        && ours.stream().anyMatch(finding -> finding.location().startsWith(place + "."));
  }

  public static boolean isNear(String one, String other) {
    return one.equals(other)
        || around(one).equals(other)
        || around(other).equals(one)
        || one.equals(other.replaceAll("\\[[0-9]+\\]$", ""))
        || other.equals(one.replaceAll("\\[[0-9]+\\]$", ""));
  }

  private static String around(String place) {
    int dot = place.lastIndexOf('.');
    return dot < 0 ? place : place.substring(0, dot);
  }

  private static boolean startsWithOne(String text, Map<String, String> beginnings) {
    return beginnings.keySet().stream().anyMatch(text::startsWith);
  }

  /** {@code Observation.value.ofType(Quantity).code} is {@code Observation.value.code}. */
  public static String place(String location) {
    return location == null
        ? ""
        : location
            .replaceAll("\\.ofType\\([A-Za-z]+\\)", "")
            .replace("[x]", "")
            .replaceAll("/\\*[^*]*\\*/", "")
            .replaceAll(" \\(.*", "")
            .strip();
  }
}
