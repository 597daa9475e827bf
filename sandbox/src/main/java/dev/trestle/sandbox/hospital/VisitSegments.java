package dev.trestle.sandbox.hospital;

import dev.trestle.sandbox.dialect.Notation.Trait;
import dev.trestle.sandbox.hl7.SegmentWriter;
import dev.trestle.sandbox.people.Coverage;
import dev.trestle.sandbox.people.Person;
import dev.trestle.sandbox.people.PersonName;
import java.util.List;

/** EVN, PV1, AL1, DG1, IN1 and ZVN in the dialect of a feed. */
final class VisitSegments {
  private VisitSegments() {}

  /** EVN with the time of the event. */
  static void event(Draft draft, String trigger) {
    SegmentWriter out = draft.out.segment("EVN");
    if (!draft.feed.since("2.5")) {
      out.text(1, trigger);
    }
    out.text(2, draft.time(draft.event)).text(6, draft.time(draft.event));
  }

  static void pv1(Draft draft, Visit visit) {
    SegmentWriter out = draft.out.segment("PV1").text(1, "1").text(2, visit.patientClass);
    out.raw(3, location(draft, visit.location));
    if (visit.before != null) {
      out.raw(6, location(draft, visit.before));
    }
    out.raw(7, draft.staff(visit.attending)).text(10, "MED");
    if (!draft.has(Trait.ACCOUNT_IN_PID18)) {
      String namespace = draft.hospital.authority() + "VN";
      out.raw(19, draft.identifier(visit.number, namespace, "", "VN"));
    }
    if (visit.discharged != null) {
      out.text(36, "01");
    }
    out.text(44, draft.time(visit.admitted));
    if (visit.discharged != null) {
      out.text(45, draft.time(visit.discharged));
    }
  }

  private static String location(Draft draft, String[] place) {
    return draft.out.components(place[0], place[1], place[2], draft.feed.facility());
  }

  /** PV1 of a message about no visit. */
  static void noVisit(Draft draft) {
    draft.out.segment("PV1").text(1, "1").text(2, "N");
  }

  static void allergies(Draft draft, List<List<String>> allergies) {
    int number = 0;
    for (List<String> allergy : allergies) {
      number++;
      draft
          .out
          .segment("AL1")
          .text(1, Integer.toString(number))
          .text(2, allergy.get(0).equals("PEANUT") ? "FA" : "DA")
          .raw(3, draft.coded(allergy.get(0), allergy.get(1), allergy.get(2)))
          .text(4, "MO")
          .text(5, allergy.get(3));
    }
  }

  static void diagnoses(Draft draft, List<List<String>> diagnoses) {
    int number = 0;
    for (List<String> diagnosis : diagnoses) {
      number++;
      draft
          .out
          .segment("DG1")
          .text(1, Integer.toString(number))
          .raw(3, draft.coded(diagnosis.get(0), diagnosis.get(1), "I10C"))
          .text(5, draft.time(draft.event))
          .text(6, number == 1 ? "A" : "W");
    }
  }

  static void insurance(Draft draft, Patient patient) {
    Coverage coverage = patient.person.coverage();
    Person insured = patient.unnamed && patient.contact != null ? patient.contact : patient.person;
    PersonName name = insured.name();
    draft
        .out
        .segment("IN1")
        .text(1, "1")
        .raw(2, draft.coded(coverage.payerId() + "01", "", ""))
        .text(3, coverage.payerId())
        .text(4, coverage.payerName())
        .raw(16, draft.name(name.family(), name.given(), "", "", ""))
        .text(17, insured.equals(patient.person) ? "SEL" : "MTH")
        .text(36, coverage.memberId());
  }

  /** ZVN: a segment of this hospital with notes of the visit. */
  static void notes(Draft draft, Visit visit) {
    if (draft.hospital.zSegments()) {
      draft.quirks.add(Quirk.Z_SEGMENTS);
      draft.out.segment("ZVN").text(1, visit.number).text(3, "ARRIVED BY CAR").text(5, "Y");
    }
  }
}
