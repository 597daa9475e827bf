package dev.trestle.bench.measure;

import dev.trestle.bench.http.FhirClient;
import dev.trestle.bench.load.Admissions;
import dev.trestle.bench.load.Results;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/**
 * One kind of read or search that applications ask.
 *
 * @param name as the design has it
 * @param budgetMillis at p99
 * @param path of the request about a known patient
 */
record Question(String name, double budgetMillis, Function<Known, String> path) {
  private static final double READ_MILLIS = 5;
  private static final double SEARCH_MILLIS = 50;
  private static final String PAGE = "20";

  /**
   * A patient that the platform knows.
   *
   * @param number in the cohort
   * @param patient id of the Patient
   * @param encounter id of an Encounter
   */
  record Known(long number, String patient, String encounter) {}

  static List<Question> all() {
    return List.of(
        new Question("read", READ_MILLIS, known -> "Patient/" + known.patient()),
        search("by identifier", known -> FreshnessProbe.patient(known.number())),
        search(
            "name and birth date",
            known ->
                FhirClient.search(
                    "Patient",
                    "family",
                    Admissions.family(known.number()),
                    "given",
                    Admissions.given(known.number()),
                    "birthdate",
                    birthDate(known.number()))),
        search("patient + category + date, sorted", known -> labs(known, "category", "laboratory")),
        search("patient + code + date, sorted", known -> labs(known, "code", Results.GLUCOSE)),
        search(
            "encounter",
            known ->
                FhirClient.search(
                    "Observation", "encounter", "Encounter/" + known.encounter(), "_count", PAGE)),
        search(
            "_lastUpdated",
            known ->
                FhirClient.search(
                    "Observation",
                    "_lastUpdated",
                    "gt" + Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS),
                    "_count",
                    PAGE)),
        search(
            "_include",
            known ->
                FhirClient.search(
                    "Observation",
                    "patient",
                    known.patient(),
                    "_include",
                    "Observation:encounter",
                    "_count",
                    PAGE)),
        search(
            "_has",
            known ->
                FhirClient.search(
                    "Patient",
                    "family",
                    Admissions.family(known.number()),
                    "_has:Observation:patient:code",
                    Results.GLUCOSE)),
        search(
            "chain",
            known ->
                FhirClient.search(
                    "Observation",
                    "patient.identifier",
                    FreshnessProbe.MRN_SYSTEM + Admissions.mrn(known.number()),
                    "_count",
                    PAGE)));
  }

  private static Question search(String name, Function<Known, String> path) {
    return new Question("search: " + name, SEARCH_MILLIS, path);
  }

  private static String labs(Known known, String parameter, String value) {
    return FhirClient.search(
        "Observation",
        "patient",
        known.patient(),
        parameter,
        value,
        "date",
        "ge2026",
        "_sort",
        "-date",
        "_count",
        PAGE);
  }

  /** From HL7's {@code 19300131} to FHIR's {@code 1930-01-31}. */
  private static String birthDate(long patient) {
    String born = Admissions.born(patient);
    return born.substring(0, 4) + "-" + born.substring(4, 6) + "-" + born.substring(6);
  }
}
