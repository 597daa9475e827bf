package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.problem.Finding;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Patient administration and every type without orders: flat, with {@code INSURANCE(IN1, IN2, IN3)}
 * and {@code PROCEDURE(PR1)} groups, each with its ROL. A message about several patients, or with
 * MRG, has one {@code PATIENT} group for each PID (HL7 v2.5.1 §3.3).
 */
final class PatientGrouping {
  private static final Set<String> HEADER =
      Set.of("MSH", "SFT", "UAC", "EVN", "MSA", "ERR", "QRD", "QRF", "QAK", "DSC");
  private static final Set<String> ADMINISTRATION =
      Set.of(
          "PID", "PD1", "ARV", "ROL", "PRT", "NK1", "PV1", "PV2", "DB1", "OBX", "AL1", "IAM", "DG1",
          "DRG", "PR1", "GT1", "IN1", "IN2", "IN3", "ACC", "UB1", "UB2", "PDA", "MRG", "NPU", "AUT",
          "RF1", "OH1", "OH2", "OH3", "OH4", "CON", "RMI");

  /** Segments that follow IN1 or PR1 as a part of its group. */
  private static final Set<String> DETAIL = Set.of("IN2", "IN3", "ROL", "PRT", "AUT", "RF1", "NTE");

  private final GroupBuilder root = new GroupBuilder("MESSAGE");
  private final List<Finding> findings;
  private final boolean administration;
  private final boolean perPatient;
  private final boolean mergesVisits;

  private @Nullable GroupBuilder patient;
  private @Nullable GroupBuilder detail;

  /**
   * A grouping for one message.
   *
   * @param administration whether this is ADT, so that other segments are unexpected
   * @param perPatient whether there is a PATIENT group for each PID
   * @param mergesVisits whether MRG and its PV1 repeat under one PID (A45)
   */
  PatientGrouping(
      boolean administration, boolean perPatient, boolean mergesVisits, List<Finding> findings) {
    this.administration = administration;
    this.perPatient = perPatient;
    this.mergesVisits = mergesVisits;
    this.findings = findings;
  }

  SegmentGroup build() {
    return root.build();
  }

  void place(Segment segment) {
    String name = segment.name();
    if (name.startsWith("Z")) {
      innermost().add(segment);
    } else if (HEADER.contains(name)) {
      note(segment, name.equals("MSH") && segment.index() > 0);
      root.add(segment);
    } else {
      note(segment, administration && !ADMINISTRATION.contains(name));
      body(segment);
    }
  }

  private void body(Segment segment) {
    switch (segment.name()) {
      case "PID" -> patient(segment);
      case "MRG" -> merge(segment);
      case "IN1" -> detail = base(segment).open("INSURANCE", segment);
      case "PR1" -> detail = base(segment).open("PROCEDURE", segment);
      default -> other(segment);
    }
  }

  private void patient(Segment segment) {
    detail = null;
    if (!perPatient) {
      root.add(segment);
    } else if (patient != null && !patient.has("PID")) {
      note(segment, true);
      patient.add(segment);
    } else {
      patient = root.open("PATIENT", segment);
    }
  }

  private void merge(Segment segment) {
    GroupBuilder mine = patient;
    if (mine == null) {
      note(segment, true);
      mine = root.open("PATIENT");
      patient = mine;
    }
    if (mergesVisits) {
      detail = mine.open("MERGE_INFO", segment);
    } else {
      detail = null;
      mine.add(segment);
    }
  }

  private void other(Segment segment) {
    String name = segment.name();
    GroupBuilder open = detail;
    boolean insurance = name.equals("IN2") || name.equals("IN3");
    if (insurance && (open == null || !open.has("IN1"))) {
      note(segment, true);
      GroupBuilder last = base(segment).last("INSURANCE");
      (last == null ? base(segment) : last).add(segment);
    } else if (open != null && belongs(name, open)) {
      open.add(segment);
    } else {
      detail = null;
      base(segment).add(segment);
    }
  }

  private static boolean belongs(String name, GroupBuilder open) {
    return open.has("MRG") ? name.equals("PV1") || name.equals("PV2") : DETAIL.contains(name);
  }

  /** Where the segments of the patient go: stray ones before the first PID stay outside. */
  private GroupBuilder base(Segment segment) {
    if (!perPatient) {
      return root;
    }
    if (patient == null) {
      note(segment, true);
      return root;
    }
    return patient;
  }

  private GroupBuilder innermost() {
    if (detail != null) {
      return detail;
    }
    return patient == null ? root : patient;
  }

  private void note(Segment segment, boolean unexpected) {
    if (unexpected) {
      GroupBuilder.note(segment, findings);
    }
  }
}
