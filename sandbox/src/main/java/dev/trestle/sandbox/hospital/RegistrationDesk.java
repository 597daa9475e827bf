package dev.trestle.sandbox.hospital;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the ADT messages (HL7 v2.5.1 chapter 3). */
final class RegistrationDesk {
  /** MSH-9.3 by trigger (HL7 table 0354). */
  private static final Map<String, String> STRUCTURES =
      Map.ofEntries(
          Map.entry("A01", "ADT_A01"),
          Map.entry("A02", "ADT_A02"),
          Map.entry("A03", "ADT_A03"),
          Map.entry("A04", "ADT_A01"),
          Map.entry("A08", "ADT_A01"),
          Map.entry("A11", "ADT_A09"),
          Map.entry("A12", "ADT_A12"),
          Map.entry("A13", "ADT_A01"),
          Map.entry("A28", "ADT_A05"),
          Map.entry("A31", "ADT_A05"),
          Map.entry("A40", "ADT_A39"));

  private final FeedLine line;

  RegistrationDesk(FeedLine line) {
    this.line = line;
  }

  /** A28 or A31: about the person, not a visit. */
  void person(String trigger, Patient patient, Instant at, boolean delete) {
    Draft draft = start(trigger, at);
    PatientSegments.pid(draft, patient, null, delete);
    PatientSegments.nextOfKin(draft, patient);
    VisitSegments.noVisit(draft);
    VisitSegments.allergies(draft, patient.allergies);
    VisitSegments.insurance(draft, patient);
    PatientSegments.preferences(draft, patient);
    line.post(draft);
    patient.registered = true;
  }

  /** A01, A04, A08, A13: with all there is. */
  void visit(String trigger, Patient patient, Visit visit, Instant at, @Nullable Quirk quirk) {
    Draft draft = start(trigger, at);
    mark(draft, patient, quirk);
    PatientSegments.pid(draft, patient, visit, false);
    PatientSegments.nextOfKin(draft, patient);
    VisitSegments.pv1(draft, visit);
    VisitSegments.allergies(draft, patient.allergies);
    VisitSegments.diagnoses(draft, patient.diagnoses);
    VisitSegments.insurance(draft, patient);
    PatientSegments.preferences(draft, patient);
    VisitSegments.notes(draft, visit);
    line.post(draft);
    patient.registered = true;
  }

  /** A02, A03, A11, A12: patient and visit only. */
  void move(String trigger, Patient patient, Visit visit, Instant at, @Nullable Quirk quirk) {
    Draft draft = start(trigger, at);
    mark(draft, patient, quirk);
    PatientSegments.pid(draft, patient, visit, false);
    VisitSegments.pv1(draft, visit);
    line.post(draft);
  }

  /** A40: the retired record is the same person as the survivor. */
  void merge(Patient survivor, Patient retired, Instant at) {
    Draft draft = start("A40", at);
    draft.quirks.add(Quirk.MERGE);
    PatientSegments.pid(draft, survivor, null, false);
    PatientSegments.mergedAway(draft, retired);
    line.post(draft);
    retired.retired = true;
  }

  private Draft start(String trigger, Instant at) {
    String structure = Objects.requireNonNull(STRUCTURES.get(trigger), trigger);
    Draft draft = line.draft("ADT", trigger, structure, at);
    VisitSegments.event(draft, trigger);
    return draft;
  }

  private static void mark(Draft draft, Patient patient, @Nullable Quirk quirk) {
    if (patient.retired) {
      draft.quirks.add(Quirk.RETIRED_NUMBER);
    }
    if (quirk != null) {
      draft.quirks.add(quirk);
    }
  }
}
