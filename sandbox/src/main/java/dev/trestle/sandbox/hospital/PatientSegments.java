package dev.trestle.sandbox.hospital;

import dev.trestle.sandbox.dialect.Notation.Identifiers;
import dev.trestle.sandbox.dialect.Notation.Phones;
import dev.trestle.sandbox.dialect.Notation.Trait;
import dev.trestle.sandbox.hl7.SegmentWriter;
import dev.trestle.sandbox.people.Address;
import dev.trestle.sandbox.people.Person;
import dev.trestle.sandbox.people.PersonName;
import dev.trestle.sandbox.people.Phone;
import dev.trestle.sandbox.people.ScriptName;
import dev.trestle.sandbox.people.Sex;
import org.jspecify.annotations.Nullable;

/** PID, NK1, MRG and ZPD in the dialect of a feed. */
final class PatientSegments {
  private static final int CHILD_AFTER_YEARS = 16;
  private static final String DELETED = "\"\"";
  private static final String SSN_OID = "2.16.840.1.113883.4.1";

  private PatientSegments() {}

  /**
   * PID.
   *
   * @param visit whose account is named in PID-18, or null
   * @param delete whether values the patient does not have (any more) are deleted
   */
  static void pid(Draft draft, Patient patient, @Nullable Visit visit, boolean delete) {
    Person person = shown(draft, patient.person);
    SegmentWriter out = draft.out.segment("PID").text(1, "1").raw(3, identifiers(draft, patient));
    out.raw(5, names(draft, patient, person, delete));
    out.text(7, Draft.date(person.birthDate())).text(8, person.sex().name());
    if (!draft.feed.since("2.5")) {
      out.raw(9, alias(draft, person));
    }
    out.raw(10, out.components(person.race(), "", draft.feed.since("2.5") ? "CDCREC" : ""));
    out.raw(11, address(draft, person.address()));
    out.raw(13, phones(draft, patient, person, delete));
    out.text(15, person.language()).text(16, person.married() ? "M" : "S");
    out.raw(18, account(draft, visit));
    out.text(19, person.socialSecurityNumber().orElse(""));
    if (person.birthOrder() > 0) {
      out.text(24, "Y").text(25, Integer.toString(person.birthOrder()));
    }
    if (draft.feed.since("2.4") && patient.unnamed) {
      out.text(31, "Y").text(32, "AL");
    }
    if (delete) {
      draft.quirks.add(Quirk.DELETE);
    }
  }

  /** The laboratory still has the name before marriage. */
  private static Person shown(Draft draft, Person person) {
    String previous = person.previousFamily();
    if (previous == null || !draft.has(Trait.FORMER_NAMES)) {
      return person;
    }
    draft.quirks.add(Quirk.FORMER_NAME);
    return person.withName(person.name().withFamily(previous)).withPreviousFamily(null);
  }

  private static String identifiers(Draft draft, Patient patient) {
    boolean several = draft.feed.notation().identifiers() == Identifiers.SEVERAL;
    return several
        ? draft.out.repeated(ownIdentifiers(draft, patient), socialSecurity(draft, patient))
        : ownIdentifiers(draft, patient);
  }

  /** The numbers that the hospital itself assigns: only those can retire in a merge. */
  private static String ownIdentifiers(Draft draft, Patient patient) {
    String mrn = recordNumber(draft, patient.mrn());
    String main = draft.identifier(mrn, draft.hospital.authority(), draft.hospital.oid(), "MR");
    if (draft.feed.notation().identifiers() != Identifiers.SEVERAL) {
      return main;
    }
    draft.quirks.add(Quirk.SEVERAL_IDENTIFIERS);
    String enterprise = new StringBuilder(patient.mrn()).reverse().insert(0, 'E').toString();
    return draft.out.repeated(
        main, draft.identifier(enterprise, draft.hospital.authority() + "EPI", "", "PI"));
  }

  private static String socialSecurity(Draft draft, Patient patient) {
    return patient
        .person
        .socialSecurityNumber()
        .map(number -> draft.identifier(number, "USSSA", SSN_OID, "SS"))
        .orElse("");
  }

  private static String recordNumber(Draft draft, String mrn) {
    if (!draft.has(Trait.STRIPS_ZEROS) || !mrn.startsWith("0")) {
      return mrn;
    }
    draft.quirks.add(Quirk.STRIPPED_ZEROS);
    int zeros = 0;
    while (mrn.charAt(zeros) == '0') {
      zeros++;
    }
    return mrn.substring(zeros);
  }

  private static String names(Draft draft, Patient patient, Person person, boolean delete) {
    PersonName name = person.name();
    if (patient.unnamed) {
      draft.quirks.add(Quirk.TEMPORARY_NAME);
      String baby = person.sex() == Sex.F ? "BABY GIRL" : "BABY BOY";
      return draft.name(name.family(), baby, "", "", draft.feed.since("2.5") ? "U" : "L");
    }
    String legal;
    if (delete && name.middle().isEmpty()) {
      legal =
          draft.out.assembled(
              draft.out.escaped(draft.letters(name.family())),
              draft.out.escaped(draft.letters(name.given())),
              DELETED);
    } else {
      legal = draft.name(name.family(), name.given(), name.middle(), name.suffix(), "L");
    }
    if (!draft.feed.since("2.5")) {
      return legal;
    }
    return draft.out.repeated(legal, former(draft, person), script(draft, person));
  }

  private static String former(Draft draft, Person person) {
    return person
        .previousFamilyName()
        .map(family -> draft.name(family, person.name().given(), "", "", "M"))
        .orElse("");
  }

  private static String alias(Draft draft, Person person) {
    return person
        .previousFamilyName()
        .map(family -> draft.out.components(draft.letters(family)))
        .orElse("");
  }

  /** The name in its own script, where the character set has it (XPN-8, HL7 table 0465). */
  private static String script(Draft draft, Person person) {
    ScriptName name = person.script();
    if (name == null || !draft.feed.wire().charset().newEncoder().canEncode(name.family())) {
      return "";
    }
    draft.quirks.add(Quirk.OTHER_SCRIPT);
    return draft.out.components(name.family(), name.given(), "", "", "", "", "L", "I");
  }

  private static String address(Draft draft, Address address) {
    return draft.out.components(
        address.street(),
        address.unit(),
        address.city(),
        address.state(),
        address.zip(),
        "USA",
        "H");
  }

  private static String phones(Draft draft, Patient patient, Person person, boolean delete) {
    String home = phone(draft, person.home(), "PH");
    Phone own = person.mobile();
    if (draft.feed.notation().phones() == Phones.TEXT) {
      return patient.withoutPhone ? (delete ? DELETED : "") : home;
    }
    String mobile = own == null ? "" : phone(draft, own, "CP");
    String mail =
        person.email() == null ? "" : draft.out.components("", "NET", "Internet", person.email());
    return draft.out.repeated(home, mobile, mail);
  }

  private static String phone(Draft draft, Phone phone, String equipment) {
    if (draft.feed.notation().phones() == Phones.TEXT) {
      return draft.out.escaped(phone.inParentheses());
    }
    return draft.out.components("", "PRN", equipment, "", "1", phone.area(), phone.local());
  }

  private static String account(Draft draft, @Nullable Visit visit) {
    if (visit == null) {
      return "";
    }
    if (draft.has(Trait.ACCOUNT_IN_PID18)) {
      draft.quirks.add(Quirk.ACCOUNT_IN_PID18);
      return draft.identifier(visit.number, draft.hospital.authority() + "VN", "", "VN");
    }
    return draft.identifier(visit.account, draft.hospital.authority() + "AN", "", "AN");
  }

  /** NK1: mother, spouse or parent. */
  static void nextOfKin(Draft draft, Patient patient) {
    Person contact = patient.contact;
    if (contact == null) {
      return;
    }
    PersonName name = contact.name();
    boolean child =
        contact.birthDate().plusYears(CHILD_AFTER_YEARS).isBefore(patient.person.birthDate());
    draft
        .out
        .segment("NK1")
        .text(1, "1")
        .raw(2, draft.name(name.family(), name.given(), "", "", ""))
        .raw(3, draft.coded(child ? "MTH" : "SPO", child ? "Mother" : "Spouse", "HL70063"))
        .raw(5, phone(draft, contact.home(), "PH"));
  }

  /** MRG: the record that retires (HL7 v2.5.1 §3.4.9). */
  static void mergedAway(Draft draft, Patient retired) {
    PersonName name = retired.person.name();
    SegmentWriter out = draft.out.segment("MRG").raw(1, ownIdentifiers(draft, retired));
    if (draft.feed.since("2.4")) {
      out.raw(7, draft.name(name.family(), name.given(), name.middle(), "", "L"));
    }
  }

  /** ZPD: a segment of this hospital with preferences of the patient. */
  static void preferences(Draft draft, Patient patient) {
    if (draft.hospital.zSegments()) {
      draft.quirks.add(Quirk.Z_SEGMENTS);
      draft
          .out
          .segment("ZPD")
          .text(1, "1")
          .text(2, patient.person.mobile() == null ? "LETTER" : "PORTAL")
          .raw(4, draft.coded(patient.person.language(), "", "ISO6393"));
    }
  }
}
