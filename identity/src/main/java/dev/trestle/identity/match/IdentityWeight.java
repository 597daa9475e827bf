package dev.trestle.identity.match;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * How much a Patient that somebody asks with says of who it is, in the weights of HL7's guide
 * Interoperable Digital Identity and Patient Matching (STU 2, Patient Weighted Information). What
 * stands for "not known" weighs nothing, and neither does an old or temporary address.
 *
 * @param documents passport, driver's licence, state identifier, digital identifier: 5 each, at
 *     most 10
 * @param contacts address, email, telephone, another number, photo: 4 for one of them, 5 for more
 * @param name 3 for a given name with a family name
 * @param birthDate 2
 */
public record IdentityWeight(int documents, int contacts, int name, int birthDate) {
  private static final String PROFILES =
      "http://hl7.org/fhir/us/identity-matching/StructureDefinition/";
  private static final String DIGITAL = "http://hl7.org/fhir/us/identity-matching/ns/HL7Identifier";

  /** Passport, driver's licence, state identifier (HL7 table 0203). */
  private static final Set<String> DOCUMENTS = Set.of("PPN", "DL", "STID");

  /** Addresses at which somebody lives now (FHIR R4 address-use), or nobody says. */
  private static final Set<String> PRESENT = Set.of("", "home");

  private static final int ONE_DOCUMENT = 5;
  private static final int MOST_DOCUMENTS = 10;
  private static final int ONE_CONTACT = 4;
  private static final int MORE_CONTACTS = 5;
  private static final int WHOLE_NAME = 3;
  private static final int DATE = 2;

  /** The profiles of the guide that a Patient may claim, and what they ask for. */
  public enum Level {
    BASE("IDI-Patient", 1),
    L0("IDI-Patient-L0", 9),
    L1("IDI-Patient-L1", 10);

    private final String profile;
    private final int least;

    Level(String profile, int least) {
      this.profile = profile;
      this.least = least;
    }

    /** Name of the profile in the guide. */
    public String profile() {
      return profile;
    }

    /** The weight that it asks for. */
    public int least() {
      return least;
    }
  }

  static IdentityWeight of(JsonNode patient, Subject subject) {
    Set<String> documents = new HashSet<>();
    boolean other = !subject.traits().numbers().isEmpty();
    for (JsonNode identifier : patient.path("identifier")) {
      String value = identifier.path("value").asString("").strip();
      String issuer = issuer(identifier);
      if (value.isEmpty() || issuer.isEmpty()) {
        continue;
      }
      if (isDocument(identifier)) {
        documents.add(issuer + "|" + value);
      } else {
        other |= !PatientSubject.isNumber(identifier);
      }
    }
    int contacts =
        (lives(patient, subject) ? 1 : 0)
            + (subject.traits().emails().isEmpty() ? 0 : 1)
            + (subject.traits().phones().isEmpty() ? 0 : 1)
            + (other ? 1 : 0)
            + (patient.path("photo").isEmpty() ? 0 : 1);
    boolean named =
        subject.traits().names().stream()
            .anyMatch(name -> !name.given().isEmpty() && !name.family().isEmpty());
    return new IdentityWeight(
        Math.min(documents.size() * ONE_DOCUMENT, MOST_DOCUMENTS),
        contacts == 0 ? 0 : contacts == 1 ? ONE_CONTACT : MORE_CONTACTS,
        named ? WHOLE_NAME : 0,
        subject.traits().dates().isEmpty() ? 0 : DATE);
  }

  /** Who gave the number, as its system or in words: without an issuer it is no number. */
  private static String issuer(JsonNode identifier) {
    String system = identifier.path("system").asString("");
    return system.isEmpty() ? identifier.path("assigner").path("display").asString("") : system;
  }

  private static boolean isDocument(JsonNode identifier) {
    if (identifier.path("system").asString("").equals(DIGITAL)) {
      return true;
    }
    for (JsonNode coding : identifier.path("type").path("coding")) {
      if (DOCUMENTS.contains(coding.path("code").asString(""))) {
        return true;
      }
    }
    return false;
  }

  /** A present address with its street, and with the ZIP code or with city and state. */
  private static boolean lives(JsonNode patient, Subject subject) {
    if (subject.traits().places().isEmpty()) {
      return false;
    }
    for (JsonNode address : patient.path("address")) {
      boolean whole =
          !address.path("line").path(0).asString("").isBlank()
              && (has(address, "postalCode") || (has(address, "city") && has(address, "state")));
      if (whole && PRESENT.contains(address.path("use").asString(""))) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(JsonNode address, String part) {
    return !address.path(part).asString("").isBlank();
  }

  /** All of it. */
  public int sum() {
    return documents + contacts + name + birthDate;
  }

  /**
   * The profiles of the guide that a Patient says it is of (meta.profile), with versions or not.
   */
  public static List<Level> claimed(JsonNode patient) {
    List<Level> claimed = new ArrayList<>();
    for (JsonNode profile : patient.path("meta").path("profile")) {
      String url = profile.asString("").split("\\|", 2)[0];
      for (Level level : Level.values()) {
        if (url.equals(PROFILES + level.profile())) {
          claimed.add(level);
        }
      }
    }
    return claimed;
  }

  @Override
  public String toString() {
    return "weight %d: documents %d, contacts %d, name %d, date of birth %d"
        .formatted(sum(), documents, contacts, name, birthDate);
  }
}
