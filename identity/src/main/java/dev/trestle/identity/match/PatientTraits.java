package dev.trestle.identity.match;

import dev.trestle.identity.standard.FullName;
import dev.trestle.identity.standard.Latin;
import dev.trestle.identity.standard.Placeholders;
import dev.trestle.identity.standard.Streets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Takes from a FHIR Patient what is compared. */
final class PatientTraits {
  private static final String SSN = "http://hl7.org/fhir/sid/us-ssn";
  private static final String MOTHER = "urn:trestle:extension:mother-identifier";
  private static final String UNKNOWN = "urn:trestle:extension:identity-unknown";
  private static final String RELIABILITY = "urn:trestle:extension:identity-reliability";
  private static final String TEST_PATIENT = "HTEST";

  /** HL7 table 0445: the name, number, date or address is one that stands for "not known". */
  private static final String ALIAS = "AL";

  private static final String NO_NUMBER = "US";
  private static final String NO_DATE = "UD";
  private static final String NO_ADDRESS = "UA";

  private final JsonNode patient;
  private final Placeholders placeholders;
  private final AuthoritySystems authorities;
  private boolean temporary;

  PatientTraits(JsonNode patient, Placeholders placeholders, AuthoritySystems authorities) {
    this.patient = patient;
    this.placeholders = placeholders;
    this.authorities = authorities;
  }

  Traits read() {
    Set<String> unreliable = new TreeSet<>();
    for (JsonNode extension : patient.path("extension")) {
      String url = extension.path("url").asString("");
      if (url.equals(RELIABILITY)) {
        extension
            .path("valueCodeableConcept")
            .path("coding")
            .forEach(coding -> unreliable.add(coding.path("code").asString("")));
      }
      temporary |= url.equals(MOTHER);
      temporary |= url.equals(UNKNOWN) && extension.path("valueBoolean").asBoolean(false);
    }
    temporary |= unreliable.contains(ALIAS);
    List<FullName> names = names();
    String birthDate = patient.path("birthDate").asString("");
    boolean dated = placeholders.isBirthDate(birthDate) && !unreliable.contains(NO_DATE);
    return new Traits(
        standing(names),
        names,
        dated ? birthDate : "",
        sex(),
        unreliable.contains(NO_NUMBER) ? List.of() : numbers(),
        unreliable.contains(NO_ADDRESS) ? List.of() : homes(),
        phones(),
        emails(),
        identifiers(true),
        identifiers(false),
        patient.path("multipleBirthInteger").asInt(0));
  }

  private Standing standing(List<FullName> names) {
    for (JsonNode label : patient.path("meta").path("security")) {
      if (label.path("code").asString("").equals(TEST_PATIENT)) {
        return Standing.TEST;
      }
    }
    if (temporary) {
      return Standing.TEMPORARY;
    }
    return names.isEmpty() ? Standing.EMPTY : Standing.COMPARABLE;
  }

  private List<FullName> names() {
    List<FullName> names = new ArrayList<>();
    boolean placeholder = false;
    for (JsonNode name : patient.path("name")) {
      FullName one =
          FullName.of(
              name.path("family").asString(""),
              name.path("given").path(0).asString(""),
              name.path("suffix").path(0).asString(""));
      if (one.isEmpty()) {
        continue;
      }
      if (placeholders.isName(one)) {
        placeholder = true;
      } else if (!names.contains(one)) {
        names.add(one);
      }
    }
    temporary |= placeholder && names.isEmpty();
    return withFamilyOfSiblings(names);
  }

  /** A former family name often comes without the given name (PID-9 of old feeds). */
  private static List<FullName> withFamilyOfSiblings(List<FullName> names) {
    List<FullName> whole = new ArrayList<>();
    for (FullName name : names) {
      if (name.isWhole()) {
        whole.add(name);
      }
    }
    List<FullName> result = new ArrayList<>(whole);
    for (FullName name : names) {
      if (name.given().isEmpty() && !whole.isEmpty()) {
        FullName first = whole.get(0);
        result.add(new FullName(name.family(), name.parts(), first.given(), ""));
      } else if (whole.isEmpty()) {
        result.add(name);
      }
    }
    return result.stream().distinct().toList();
  }

  private String sex() {
    return switch (patient.path("gender").asString("")) {
      case "female" -> "F";
      case "male" -> "M";
      default -> "";
    };
  }

  private List<String> numbers() {
    NavigableSet<String> numbers = new TreeSet<>();
    for (JsonNode identifier : patient.path("identifier")) {
      if (isNumber(identifier)) {
        String digits = Latin.digits(identifier.path("value").asString(""));
        if (placeholders.isNumber(digits)) {
          numbers.add(digits);
        }
      }
    }
    return List.copyOf(numbers);
  }

  private static boolean isNumber(JsonNode identifier) {
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

  private List<Home> homes() {
    List<Home> homes = new ArrayList<>();
    for (JsonNode address : patient.path("address")) {
      String zip = Latin.digits(address.path("postalCode").asString(""));
      String five = zip.length() >= 5 ? zip.substring(0, 5) : "";
      String street = Streets.street(address.path("line").path(0).asString(""));
      if (placeholders.isZip(five)) {
        Home home = new Home(placeholders.isStreet(street) ? street : "", five);
        if (!homes.contains(home)) {
          homes.add(home);
        }
      }
    }
    return homes;
  }

  private List<String> phones() {
    NavigableSet<String> phones = new TreeSet<>();
    for (JsonNode contact : patient.path("telecom")) {
      if (contact.path("system").asString("phone").equals("phone")) {
        String value = contact.path("value").asString("");
        int extension = value.indexOf('x');
        String digits = Latin.digits(extension < 0 ? value : value.substring(0, extension));
        String national =
            digits.length() == 11 && digits.startsWith("1") ? digits.substring(1) : digits;
        if (placeholders.isPhone(national)) {
          phones.add(national);
        }
      }
    }
    return List.copyOf(phones);
  }

  private List<String> emails() {
    NavigableSet<String> emails = new TreeSet<>();
    for (JsonNode contact : patient.path("telecom")) {
      String value = line(contact.path("value").asString("").strip().toLowerCase(Locale.ROOT));
      if (contact.path("system").asString("").equals("email") && value.indexOf('@') > 0) {
        emails.add(value);
      }
    }
    return List.copyOf(emails);
  }

  /** Without what separates lines and cells of {@link Traits#text()}. */
  private static String line(String text) {
    return text.replaceAll("[\\t\\n\\r]", "");
  }
}
