package dev.trestle.identity.match;

import dev.trestle.identity.people.Attribute;
import dev.trestle.identity.people.Person;
import dev.trestle.identity.people.Standardiser;
import dev.trestle.identity.people.Traits;
import dev.trestle.identity.standard.FullName;
import dev.trestle.identity.standard.Latin;
import dev.trestle.identity.standard.Placeholders;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Takes from a FHIR Patient what is compared. */
final class PatientSubject {
  private static final String SSN = "http://hl7.org/fhir/sid/us-ssn";
  private static final String MOTHER = "urn:trestle:extension:mother-identifier";
  private static final String UNKNOWN = "urn:trestle:extension:identity-unknown";
  private static final String RELIABILITY = "urn:trestle:extension:identity-reliability";
  private static final String MOTHERS_NAME =
      "http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName";
  private static final String TEST_PATIENT = "HTEST";

  /** HL7 table 0445: the name, number, date or address is one that stands for "not known". */
  private static final String ALIAS = "AL";

  private static final String NO_NUMBER = "US";
  private static final String NO_DATE = "UD";
  private static final String NO_ADDRESS = "UA";

  private static final int SSN_DIGITS = 9;

  private final JsonNode patient;
  private final Placeholders placeholders;
  private final Standardiser standardiser;
  private final AuthoritySystems authorities;
  private final Person person = new Person("");
  private boolean temporary;

  PatientSubject(
      JsonNode patient,
      Placeholders placeholders,
      Standardiser standardiser,
      AuthoritySystems authorities) {
    this.patient = patient;
    this.placeholders = placeholders;
    this.standardiser = standardiser;
    this.authorities = authorities;
  }

  Subject read() {
    Set<String> unreliable = new TreeSet<>();
    for (JsonNode extension : patient.path("extension")) {
      String url = extension.path("url").asString("");
      if (url.equals(RELIABILITY)) {
        extension
            .path("valueCodeableConcept")
            .path("coding")
            .forEach(coding -> unreliable.add(coding.path("code").asString("")));
      }
      if (url.equals(MOTHERS_NAME)) {
        person.add(Attribute.MOTHER_FAMILY, "", line(extension.path("valueString").asString("")));
      }
      temporary |= url.equals(MOTHER);
      temporary |= url.equals(UNKNOWN) && extension.path("valueBoolean").asBoolean(false);
    }
    temporary |= unreliable.contains(ALIAS);
    boolean named = names();
    String birthDate = patient.path("birthDate").asString("");
    if (placeholders.isBirthDate(birthDate) && !unreliable.contains(NO_DATE)) {
      person.add(Attribute.BIRTH_DATE, "", birthDate);
    }
    person.add(Attribute.GENDER, "", patient.path("gender").asString(""));
    List<String> shared = identifiers(true);
    for (String identifier : shared) {
      int bar = identifier.indexOf('|');
      person.add(Attribute.IDENTIFIER, identifier.substring(0, bar), identifier.substring(bar + 1));
    }
    if (!unreliable.contains(NO_NUMBER)) {
      numbers();
    }
    if (!unreliable.contains(NO_ADDRESS)) {
      places();
    }
    contacts();
    Traits traits = standardiser.traits(person);
    return new Subject(
        standing(named),
        traits,
        shared,
        identifiers(false),
        patient.path("multipleBirthInteger").asInt(0));
  }

  private Standing standing(boolean named) {
    for (JsonNode label : patient.path("meta").path("security")) {
      if (label.path("code").asString("").equals(TEST_PATIENT)) {
        return Standing.TEST;
      }
    }
    if (temporary) {
      return Standing.TEMPORARY;
    }
    return named ? Standing.COMPARABLE : Standing.EMPTY;
  }

  /**
   * The names that are none of a placeholder; whether there are any. A former family name often
   * comes without the given name (PID-9 of old feeds).
   */
  private boolean names() {
    List<Person.Name> whole = new ArrayList<>();
    List<Person.Name> parts = new ArrayList<>();
    boolean placeholder = false;
    for (JsonNode json : patient.path("name")) {
      Person.Name name = name(json);
      FullName one = FullName.of(name.family(), name.given(), name.suffix());
      if (one.isEmpty()) {
        continue;
      }
      if (placeholders.isName(one)) {
        placeholder = true;
      } else if (one.isWhole()) {
        whole.add(name);
      } else {
        parts.add(name);
      }
    }
    whole.forEach(person::add);
    for (Person.Name part : parts) {
      if (whole.isEmpty()) {
        person.add(part);
      } else {
        person.add(Attribute.PRIOR_FAMILY, "", part.family());
      }
    }
    boolean named = !whole.isEmpty() || !parts.isEmpty();
    temporary |= placeholder && !named;
    return named;
  }

  private static Person.Name name(JsonNode name) {
    List<String> given = new ArrayList<>();
    name.path("given").forEach(one -> given.add(line(one.asString(""))));
    return new Person.Name(
        line(name.path("family").asString("")),
        given.isEmpty() ? "" : given.get(0),
        given.size() < 2 ? "" : String.join(" ", given.subList(1, given.size())),
        name.path("suffix").path(0).asString(""));
  }

  /** Of the United States only: elsewhere a number of this kind may be anything. */
  private void numbers() {
    for (JsonNode identifier : patient.path("identifier")) {
      String digits = Latin.digits(identifier.path("value").asString(""));
      if (isNumber(identifier) && digits.length() == SSN_DIGITS) {
        person.add(Attribute.SSN, "", digits);
      }
    }
  }

  /** A social security number. */
  static boolean isNumber(JsonNode identifier) {
    if (identifier.path("system").asString("").equals(SSN)) {
      return true;
    }
    for (JsonNode coding : identifier.path("type").path("coding")) {
      if (coding.path("code").asString("").equals("SS")) {
        return true;
      }
    }
    return false;
  }

  private List<String> identifiers(boolean shared) {
    NavigableSet<String> found = new TreeSet<>();
    for (JsonNode identifier : patient.path("identifier")) {
      String system = identifier.path("system").asString("");
      String value = identifier.path("value").asString("").strip();
      boolean number = isNumber(identifier);
      if (shared && !number && !value.isEmpty() && authorities.shared().contains(system)) {
        found.add(system + "|" + line(value));
      } else if (!shared && !number) {
        authorities.owner(system).ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }

  private void places() {
    for (JsonNode address : patient.path("address")) {
      person.add(
          new Person.Address(
              line(address.path("line").path(0).asString("")),
              line(address.path("city").asString("")),
              line(address.path("state").asString("")),
              line(address.path("postalCode").asString(""))));
    }
  }

  private void contacts() {
    for (JsonNode contact : patient.path("telecom")) {
      String system = contact.path("system").asString("phone");
      String value = line(contact.path("value").asString(""));
      if (system.equals("phone")) {
        person.add(Attribute.PHONE, "", value);
      } else if (system.equals("email")) {
        person.add(Attribute.EMAIL, "", value);
      }
    }
  }

  /** Without what separates lines and cells of {@link SubjectText}. */
  private static String line(String text) {
    return text.indexOf('\t') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0
        ? text
        : text.replaceAll("[\\t\\n\\r]", "");
  }
}
