package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.problem.Finding;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Results and orders: {@code PATIENT_RESULT(PATIENT(VISIT), ORDER(OBSERVATION, SPECIMEN)*)*} for
 * every message type with ORC or OBR, so that one mapping fits all (HL7 v2.5.1 §4.4, §7.3).
 *
 * <p>PID begins a patient, ORC or OBR an order, OBX an observation, SPM a specimen. A segment of
 * the patient that comes late still belongs to the patient, and the order goes on after it.
 */
final class OrderGrouping {
  private static final Set<String> HEADER =
      Set.of("MSH", "SFT", "UAC", "MSA", "ERR", "QRD", "QRF", "QAK", "QPD", "RCP", "DSC", "DSP");
  private static final Set<String> PATIENT =
      Set.of(
          "PID", "PD1", "ARV", "NK1", "PV1", "PV2", "AL1", "IAM", "GT1", "IN1", "IN2", "IN3", "ACC",
          "PDA", "OH1", "OH2", "OH3", "OH4", "MRG");
  private static final Set<String> VISIT = Set.of("PV1", "PV2");
  private static final Set<String> ORDER =
      Set.of(
          "ORC", "OBR", "NTE", "TQ1", "TQ2", "CTD", "OBX", "SPM", "FT1", "CTI", "DG1", "BLG", "RXO",
          "RXE", "RXD", "RXG", "RXA", "RXR", "RXC", "RXV", "SAC", "PRT", "ROL", "PRB", "PTH", "IPC",
          "ODS", "ODT", "CDO", "RQD", "RQ1", "TCD", "SID", "INV", "VAR", "REL", "DEV", "PAC");

  private final GroupBuilder root = new GroupBuilder("MESSAGE");
  private final List<Finding> findings;
  private final boolean orderFirst;
  private final boolean onePatient;

  private @Nullable GroupBuilder result;
  private @Nullable GroupBuilder patient;
  private @Nullable GroupBuilder order;

  /** Where a segment that belongs to the one before it goes. */
  private GroupBuilder current = root;

  /**
   * A grouping for one message.
   *
   * @param orderFirst OBR comes before its ORC (OUL, HL7 v2.5.1 §7.3.7)
   * @param onePatient the message has at most one PID
   */
  OrderGrouping(boolean orderFirst, boolean onePatient, List<Finding> findings) {
    this.orderFirst = orderFirst;
    this.onePatient = onePatient;
    this.findings = findings;
  }

  SegmentGroup build() {
    return root.build();
  }

  void place(Segment segment) {
    String name = segment.name();
    if (HEADER.contains(name)) {
      note(segment, name.equals("MSH") && segment.index() > 0);
      root.add(segment);
    } else if (PATIENT.contains(name)) {
      patientSegment(segment);
    } else if (ORDER.contains(name)) {
      orderSegment(segment);
    } else if (name.startsWith("Z")) {
      current.add(segment);
    } else {
      note(segment, true);
      (name.equals("EVN") ? root : current).add(segment);
    }
  }

  private void patientSegment(Segment segment) {
    if (segment.name().equals("PID")) {
      patient(segment);
      return;
    }
    boolean late = order != null;
    GroupBuilder mine = patientGroup();
    note(segment, late || !mine.has("PID"));
    GroupBuilder target = VISIT.contains(segment.name()) ? visit(mine, segment) : mine;
    target.add(segment);
    if (!late) {
      current = target;
    }
  }

  /** The visit that goes on, or a new one. */
  private static GroupBuilder visit(GroupBuilder patient, Segment segment) {
    GroupBuilder visit = patient.last("VISIT");
    boolean fresh = segment.name().equals("PV1") && visit != null && visit.has("PV1");
    return visit == null || fresh ? patient.open("VISIT") : visit;
  }

  /** A PID after its orders is theirs only when the message has no other. */
  private void patient(Segment segment) {
    boolean late = result != null && (patient == null || !patient.has("PID"));
    if (late && onePatient) {
      note(segment, true);
      patientGroup().add(segment);
      return;
    }
    result = root.open("PATIENT_RESULT");
    patient = result.open("PATIENT", segment);
    order = null;
    current = patient;
  }

  private void orderSegment(Segment segment) {
    switch (segment.name()) {
      case "ORC" -> orderControl(segment);
      case "OBR" -> observationRequest(segment);
      case "OBX" -> observation(segment);
      case "SPM" -> specimen(segment);
      case "NTE" -> current.add(segment);
      default -> detail(segment);
    }
  }

  private void orderControl(Segment segment) {
    if (orderFirst && order != null && order.has("OBR") && !order.has("ORC")) {
      order.add(segment);
      current = order;
    } else {
      openOrder(segment);
    }
  }

  private void observationRequest(Segment segment) {
    if (order != null
        && order.has("ORC")
        && !order.has("OBR")
        && order.last("OBSERVATION") == null) {
      order.add(segment);
      current = order;
    } else {
      openOrder(segment);
    }
  }

  private void openOrder(Segment segment) {
    order = resultGroup().open("ORDER", segment);
    current = order;
  }

  private void observation(Segment segment) {
    if (current.has("SPM")) {
      current.add(segment);
      return;
    }
    GroupBuilder mine = order;
    if (mine == null) {
      note(segment, true);
      mine = resultGroup().open("ORDER");
      order = mine;
    }
    current = mine.open("OBSERVATION", segment);
  }

  private void specimen(Segment segment) {
    GroupBuilder parent = order == null ? resultGroup() : order;
    note(segment, order == null && !orderFirst);
    current = parent.open("SPECIMEN", segment);
  }

  /** A segment of the order, or stray before the first: that stays with the patient. */
  private void detail(Segment segment) {
    if (order == null) {
      note(segment, !segment.name().equals("ROL") && !segment.name().equals("PRT"));
      current.add(segment);
    } else if (current.has("SPM") && segment.name().equals("SAC")) {
      current.add(segment);
    } else {
      order.add(segment);
      current = order;
    }
  }

  private GroupBuilder resultGroup() {
    GroupBuilder mine = result;
    if (mine == null) {
      mine = root.open("PATIENT_RESULT");
      result = mine;
    }
    return mine;
  }

  private GroupBuilder patientGroup() {
    GroupBuilder mine = patient;
    if (mine == null) {
      mine = resultGroup().open("PATIENT");
      patient = mine;
    }
    return mine;
  }

  private void note(Segment segment, boolean unexpected) {
    if (unexpected) {
      GroupBuilder.note(segment, findings);
    }
  }
}
