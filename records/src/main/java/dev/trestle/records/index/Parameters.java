package dev.trestle.records.index;

import dev.trestle.records.index.Parameter.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The search parameters of the store by type. Names and elements are those of the R4 definitions
 * ({@code search-parameters.json}); choice elements are written out.
 */
public final class Parameters {
  private static final Map<String, SortedMap<String, Parameter>> BY_TYPE = new TreeMap<>();

  static {
    patientLike("Patient", "active");
    patientLike("Practitioner", "active");
    patientLike("RelatedPerson", "active");
    type("RelatedPerson", patient("patient", "patient"));
    type("Organization", identifier(), string("name", "name", "alias"), code("active", "active"));
    type(
        "Location",
        identifier(),
        string("name", "name", "alias"),
        code("status", "status"),
        reference("organization", "managingOrganization"));
    type(
        "Encounter",
        identifier(),
        subject(),
        patient("patient", "subject"),
        code("status", "status"),
        code("class", "class"),
        date("date", "period"));
    type(
        "Observation",
        identifier(),
        subject(),
        patient("patient", "subject"),
        code("code", "code"),
        code("category", "category"),
        filter("status", "status"),
        reference("encounter", "encounter"),
        date("date", "effectiveDateTime", "effectivePeriod", "effectiveInstant"));
    type(
        "DiagnosticReport",
        identifier(),
        subject(),
        patient("patient", "subject"),
        code("code", "code"),
        code("category", "category"),
        code("status", "status"),
        reference("encounter", "encounter"),
        date("date", "effectiveDateTime", "effectivePeriod"));
    type(
        "Condition",
        identifier(),
        subject(),
        patient("patient", "subject"),
        code("code", "code"),
        code("category", "category"),
        code("clinical-status", "clinicalStatus"),
        reference("encounter", "encounter"),
        date("recorded-date", "recordedDate"));
    type(
        "AllergyIntolerance",
        identifier(),
        patient("patient", "patient"),
        code("code", "code", "reaction.substance"),
        code("category", "category"),
        code("clinical-status", "clinicalStatus"),
        date("date", "recordedDate"));
    type(
        "Procedure",
        identifier(),
        subject(),
        patient("patient", "subject"),
        code("code", "code"),
        code("category", "category"),
        code("status", "status"),
        reference("encounter", "encounter"),
        date("date", "performedDateTime", "performedPeriod"));
    type(
        "Coverage",
        identifier(),
        patient("patient", "beneficiary"),
        patient("beneficiary", "beneficiary"),
        code("status", "status"),
        code("type", "type"));
    type(
        "ServiceRequest",
        identifier(),
        subject(),
        patient("patient", "subject"),
        code("code", "code"),
        code("category", "category"),
        code("status", "status"),
        reference("encounter", "encounter"),
        date("authored", "authoredOn"));
    type(
        "Specimen",
        identifier(),
        subject(),
        patient("patient", "subject"),
        code("type", "type"),
        code("status", "status"),
        date("collected", "collection.collectedDateTime", "collection.collectedPeriod"));
  }

  static {
    vaccinations();
    appointments();
    documents();
    medications();
    charges();
  }

  private Parameters() {}

  /** The types that can be searched, sorted. */
  public static List<String> types() {
    return List.copyOf(BY_TYPE.keySet());
  }

  /** Parameters of a type; none for types that are only stored and read. */
  public static SortedMap<String, Parameter> of(String type) {
    return BY_TYPE.getOrDefault(type, new TreeMap<>());
  }

  public static Optional<Parameter> find(String type, String name) {
    return Optional.ofNullable(of(type).get(name));
  }

  private static void vaccinations() {
    type(
        "Immunization",
        identifier(),
        patient("patient", "patient"),
        code("vaccine-code", "vaccineCode"),
        code("status", "status"),
        code("status-reason", "statusReason"),
        string("lot-number", "lotNumber"),
        reference("manufacturer", "manufacturer"),
        reference("performer", "performer.actor"),
        reference("location", "location"),
        date("date", "occurrenceDateTime"));
  }

  private static void appointments() {
    type(
        "Appointment",
        identifier(),
        patient("patient", "participant.actor"),
        reference("actor", "participant.actor"),
        code("status", "status"),
        code("service-type", "serviceType"),
        code("appointment-type", "appointmentType"),
        code("reason-code", "reasonCode"),
        date("date", "start"));
  }

  private static void documents() {
    type(
        "DocumentReference",
        Parameter.of(
            "identifier", Kind.IDENTIFIER, List.of("masterIdentifier", "identifier"), true),
        subject(),
        patient("patient", "subject"),
        code("type", "type"),
        code("category", "category"),
        code("status", "status"),
        code("security-label", "securityLabel"),
        reference("author", "author"),
        reference("encounter", "context.encounter"),
        reference("related", "context.related"),
        reference("relatesto", "relatesTo.target"),
        date("date", "date"));
  }

  private static void medications() {
    type(
        "MedicationRequest",
        identifier(),
        subject(),
        patient("patient", "subject"),
        code("code", "medicationCodeableConcept", "contained.code"),
        code("status", "status"),
        filter("intent", "intent"),
        filter("priority", "priority"),
        reference("encounter", "encounter"),
        reference("requester", "requester"),
        date("authoredon", "authoredOn"));
    type(
        "MedicationDispense",
        identifier(),
        subject(),
        patient("patient", "subject"),
        code("code", "medicationCodeableConcept", "contained.code"),
        code("status", "status"),
        reference("context", "context"),
        reference("prescription", "authorizingPrescription"),
        reference("performer", "performer.actor"),
        date("whenhandedover", "whenHandedOver"));
    type(
        "MedicationAdministration",
        identifier(),
        subject(),
        patient("patient", "subject"),
        code("code", "medicationCodeableConcept", "contained.code"),
        code("status", "status"),
        reference("context", "context"),
        reference("request", "request"),
        reference("performer", "performer.actor"),
        date("effective-time", "effectiveDateTime", "effectivePeriod"));
  }

  private static void charges() {
    type(
        "ChargeItem",
        identifier(),
        subject(),
        patient("patient", "subject"),
        code("code", "code"),
        reference("account", "account"),
        reference("context", "context"),
        reference("enterer", "enterer"),
        reference("performer-actor", "performer.actor"),
        reference("performing-organization", "performingOrganization"),
        reference("requesting-organization", "requestingOrganization"),
        date("entered-date", "enteredDate"),
        date("occurrence", "occurrenceDateTime", "occurrencePeriod"));
  }

  private static void patientLike(String type, String active) {
    type(
        type,
        identifier(),
        string("family", "name.family"),
        string("given", "name.given"),
        string("name", "name.family", "name.given", "name.text"),
        filter("gender", "gender"),
        filter(active, active));
    if (!type.equals("Practitioner")) {
      type(type, Parameter.of("birthdate", Kind.BIRTH_DATE, List.of("birthDate"), true));
    }
  }

  private static void type(String type, Parameter... parameters) {
    SortedMap<String, Parameter> known = BY_TYPE.computeIfAbsent(type, fresh -> new TreeMap<>());
    for (Parameter parameter : parameters) {
      known.put(parameter.name(), parameter);
    }
  }

  private static Parameter identifier() {
    return Parameter.of("identifier", Kind.IDENTIFIER, List.of("identifier"), true);
  }

  private static Parameter subject() {
    return patient("subject", "subject");
  }

  private static Parameter patient(String name, String path) {
    return Parameter.of(name, Kind.PATIENT, List.of(path), true);
  }

  private static Parameter code(String name, String... paths) {
    return Parameter.of(name, Kind.TOKEN, List.of(paths), true);
  }

  private static Parameter filter(String name, String... paths) {
    return Parameter.of(name, Kind.TOKEN, List.of(paths), false);
  }

  private static Parameter string(String name, String... paths) {
    return Parameter.of(name, Kind.STRING, List.of(paths), true);
  }

  private static Parameter reference(String name, String... paths) {
    return Parameter.of(name, Kind.REFERENCE, List.of(paths), true);
  }

  private static Parameter date(String name, String... paths) {
    return Parameter.of(name, Kind.DATE, List.of(paths), true);
  }
}
