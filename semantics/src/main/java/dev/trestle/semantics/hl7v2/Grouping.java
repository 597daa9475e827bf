package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Groups the segments of a message by anchor segments, never failing on a stray one.
 *
 * <p>The message's own structure (MSH-9.3) is not looked at. Every segment ends in exactly one
 * group; the order of the tree is the order of the message, except that a late segment of a patient
 * joins that patient.
 */
public final class Grouping {
  private static final Set<String> ORDERS =
      Set.of(
          "ORU", "ORM", "OML", "OMG", "OMI", "OMN", "OMD", "OMS", "OMP", "OUL", "ORF", "ORR", "ORL",
          "ORG", "ORI", "OPL", "OPU", "VXU", "VXR", "RDE", "RRE", "RAS", "RDS", "RGV");

  /** Types that may hold ORC or OBR without being made of them. */
  private static final Set<String> NO_ORDERS = Set.of("ADT", "MDM", "DFT", "BAR", "SIU", "REF");

  /** Events about two patients, or with MRG (HL7 v2.5.1 §3.3). */
  private static final Set<String> SEVERAL_PATIENTS =
      Set.of(
          "A17", "A18", "A24", "A30", "A34", "A35", "A36", "A37", "A39", "A40", "A41", "A42", "A43",
          "A44", "A45", "A46", "A47", "A48", "A49", "A50", "A51");

  private Grouping() {}

  /**
   * Whether a type may hold orders beside what it is about: what follows an order there (diagnoses,
   * procedures, insurance) is no part of it.
   *
   * @param code MSH-9.1
   */
  public static boolean holdsOrdersBeside(String code) {
    return NO_ORDERS.contains(code);
  }

  /** The groups of a message; the outermost is {@code MESSAGE}. */
  public static SegmentGroup group(Hl7Message message) {
    return group(message, new ArrayList<>(0));
  }

  /** The segments that are not where their message type has them. */
  public static List<Finding> findings(Hl7Message message) {
    List<Finding> findings = new ArrayList<>(0);
    group(message, findings);
    return findings;
  }

  private static SegmentGroup group(Hl7Message message, List<Finding> findings) {
    MessageType type = MessageType.of(message);
    int patients = count(message, "PID");
    boolean orders =
        ORDERS.contains(type.code())
            || (!NO_ORDERS.contains(type.code()) && message.first("OBR") != null);
    if (orders) {
      OrderGrouping grouping =
          new OrderGrouping(type.code().equals("OUL"), patients <= 1, findings);
      for (int i = 0; i < message.segmentCount(); i++) {
        grouping.place(message.segment(i));
      }
      return grouping.build();
    }
    boolean perPatient =
        patients > 1
            || message.first("MRG") != null
            || (type.code().equals("ADT") && SEVERAL_PATIENTS.contains(type.trigger()));
    PatientGrouping grouping =
        new PatientGrouping(
            type.code().equals("ADT"), perPatient, type.trigger().equals("A45"), findings);
    for (int i = 0; i < message.segmentCount(); i++) {
      grouping.place(message.segment(i));
    }
    return grouping.build();
  }

  private static int count(Hl7Message message, String name) {
    int count = 0;
    for (int i = 0; i < message.segmentCount(); i++) {
      if (message.segment(i).name().equals(name)) {
        count++;
      }
    }
    return count;
  }
}
