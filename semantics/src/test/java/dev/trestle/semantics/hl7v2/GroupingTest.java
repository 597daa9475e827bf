package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GroupingTest {
  @Test
  void anAdmissionIsFlatWithInsurancesAndProcedures() {
    assertThat(
            tree(
                "ADT^A01", "EVN", "PID", "PD1", "NK1", "NK1", "PV1", "ROL", "AL1", "DG1", "PR1",
                "ROL", "GT1", "IN1", "IN2", "IN3", "IN1", "ZIN", "IN2"))
        .isEqualTo(
            "MESSAGE(MSH EVN PID PD1 NK1 NK1 PV1 ROL AL1 DG1 GT1"
                + " PROCEDURE(PR1 ROL) INSURANCE(IN1 IN2 IN3) INSURANCE(IN1 ZIN IN2))");
    assertThat(unexpected("ADT^A01", "EVN", "PID", "PV1", "IN1", "IN2")).isEmpty();
  }

  @Test
  void aMergeHasOneGroupForEachPatient() {
    assertThat(tree("ADT^A40", "EVN", "PID", "PD1", "MRG", "PID", "MRG", "PV1"))
        .isEqualTo("MESSAGE(MSH EVN PATIENT(PID PD1 MRG) PATIENT(PID MRG PV1))");
    assertThat(tree("ADT^A17", "EVN", "PID", "PV1", "PID", "PV1"))
        .isEqualTo("MESSAGE(MSH EVN PATIENT(PID PV1) PATIENT(PID PV1))");
    assertThat(tree("ADT^A45", "EVN", "PID", "MRG", "PV1", "MRG", "PV1"))
        .isEqualTo("MESSAGE(MSH EVN PATIENT(PID MERGE_INFO(MRG PV1) MERGE_INFO(MRG PV1)))");
  }

  @Test
  void anUpdateWithAMergeSegmentIsSeenAsAboutTwoPatients() {
    assertThat(tree("ADT^A08", "EVN", "PID", "MRG", "PV1"))
        .isEqualTo("MESSAGE(MSH EVN PATIENT(PID MRG PV1))");
    assertThat(tree("ADT^A40", "EVN", "MRG", "PID")).isEqualTo("MESSAGE(MSH EVN PATIENT(MRG PID))");
  }

  @Test
  void resultsGoUnderTheirOrder() {
    assertThat(
            tree(
                "ORU^R01", "PID", "PD1", "NTE", "PV1", "PV2", "ORC", "OBR", "NTE", "TQ1", "OBX",
                "NTE", "OBX", "SPM", "OBX", "ORC", "OBR", "OBX", "NTE"))
        .isEqualTo(
            "MESSAGE(MSH PATIENT_RESULT("
                + "PATIENT(PID PD1 NTE VISIT(PV1 PV2))"
                + " ORDER(ORC OBR NTE TQ1 OBSERVATION(OBX NTE) OBSERVATION(OBX) SPECIMEN(SPM OBX))"
                + " ORDER(ORC OBR OBSERVATION(OBX NTE))))");
  }

  @Test
  void ordersAreNeverMixedWhateverIsMissing() {
    assertThat(tree("ORU^R01", "PID", "OBR", "OBX", "ORC", "OBR", "OBX", "OBR", "OBX"))
        .isEqualTo(
            "MESSAGE(MSH PATIENT_RESULT(PATIENT(PID)"
                + " ORDER(OBR OBSERVATION(OBX)) ORDER(ORC OBR OBSERVATION(OBX))"
                + " ORDER(OBR OBSERVATION(OBX))))");
    assertThat(tree("ORM^O01", "PID", "ORC", "ORC", "OBR"))
        .isEqualTo("MESSAGE(MSH PATIENT_RESULT(PATIENT(PID) ORDER(ORC) ORDER(ORC OBR)))");
    assertThat(tree("OUL^R22", "PID", "SPM", "OBR", "ORC", "OBX", "OBR", "ORC", "OBX"))
        .isEqualTo(
            "MESSAGE(MSH PATIENT_RESULT(PATIENT(PID) SPECIMEN(SPM)"
                + " ORDER(OBR ORC OBSERVATION(OBX)) ORDER(OBR ORC OBSERVATION(OBX))))");
  }

  @Test
  void aLateVisitJoinsItsPatientAndTheOrderGoesOn() {
    assertThat(tree("ORU^R01", "PID", "OBR", "OBX", "PV1", "OBX", "NTE"))
        .isEqualTo(
            "MESSAGE(MSH PATIENT_RESULT(PATIENT(PID VISIT(PV1))"
                + " ORDER(OBR OBSERVATION(OBX) OBSERVATION(OBX NTE))))");
    assertThat(unexpected("ORU^R01", "PID", "OBR", "OBX", "PV1", "OBX")).containsExactly("PV1");
  }

  @Test
  void aResultBeforeItsRequestIsKeptAndNotGivenToTheNext() {
    assertThat(tree("ORU^R01", "PID", "OBX", "OBR", "OBX"))
        .isEqualTo(
            "MESSAGE(MSH PATIENT_RESULT(PATIENT(PID)"
                + " ORDER(OBSERVATION(OBX)) ORDER(OBR OBSERVATION(OBX))))");
    assertThat(unexpected("ORU^R01", "PID", "OBX", "OBR", "OBX")).containsExactly("OBX[1]");
  }

  @Test
  void straySegmentsAreKeptAndNamed() {
    assertThat(tree("ORM^O01", "EVN", "PID", "DG1", "ORC", "OBR", "DG1", "ZZZ", "EQU"))
        .isEqualTo("MESSAGE(MSH EVN PATIENT_RESULT(PATIENT(PID DG1) ORDER(ORC OBR DG1 ZZZ EQU)))");
    assertThat(unexpected("ORM^O01", "EVN", "PID", "DG1", "ORC", "OBR", "DG1", "ZZZ", "EQU"))
        .containsExactly("EVN", "DG1[1]", "EQU");
    assertThat(unexpected("ADT^A01", "PID", "IN2", "OBR", "ZPI")).containsExactly("IN2", "OBR");
  }

  @Test
  void theOnlyPatientOfAMessageMayComeLate() {
    assertThat(tree("ORU^R01", "ZPI", "OBR", "OBX", "PID"))
        .isEqualTo("MESSAGE(MSH ZPI PATIENT_RESULT(ORDER(OBR OBSERVATION(OBX)) PATIENT(PID)))");
  }

  @Test
  void resultsBeforeTheFirstOfTwoPatientsBelongToNeither() {
    assertThat(tree("ORU^R01", "OBR", "OBX", "PID", "OBR", "OBX", "PID", "OBR", "OBX"))
        .isEqualTo(
            "MESSAGE(MSH PATIENT_RESULT(ORDER(OBR OBSERVATION(OBX)))"
                + " PATIENT_RESULT(PATIENT(PID) ORDER(OBR OBSERVATION(OBX)))"
                + " PATIENT_RESULT(PATIENT(PID) ORDER(OBR OBSERVATION(OBX))))");
  }

  @Test
  void theEventIsTrustedOverTheStructure() {
    Hl7Message message = Texts.read("MSH|^~\\&|||||||ADT^A40^ADT_A01\rPID|1\rMRG|2\r");
    assertThat(print(Grouping.group(message))).isEqualTo("MESSAGE(MSH PATIENT(PID MRG))");
    assertThat(MessageType.of(Texts.read("MSH|^~\\&|||||||ADT_A08\r")))
        .isEqualTo(new MessageType("ADT", "A08"));
    assertThat(MessageType.of(Texts.read("MSH|^~\\&|||||||ADT\rEVN|A03\r")))
        .isEqualTo(new MessageType("ADT", "A03"));
  }

  @Test
  void permutingOrdersPermutesTheTreeAndNothingElse() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<List<String>> orders = new ArrayList<>();
      int count = 2 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        orders.add(randomOrder(random, i));
      }
      List<String> before = groups(orders);
      List<Integer> permutation = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        permutation.add(i);
      }
      Collections.shuffle(permutation, random);
      List<String> after = groups(permutation.stream().map(orders::get).toList());
      assertThat(after)
          .as("seed %d", seed)
          .isEqualTo(permutation.stream().map(before::get).toList());
    }
  }

  /** Each order starts with its own anchor: an ORC with or without OBR, or an OBR alone. */
  private static List<String> randomOrder(Random random, int number) {
    List<String> lines = new ArrayList<>();
    boolean control = random.nextBoolean();
    if (control) {
      lines.add("ORC|" + number);
    }
    lines.add("OBR|" + number);
    String[] rest = {"OBX", "NTE", "SPM", "TQ1", "CTD", "ZZ1", "DG1", "EQU"};
    for (int i = random.nextInt(9); i > 0; i--) {
      lines.add(rest[random.nextInt(rest.length)] + "|" + number + "-" + i);
    }
    return lines;
  }

  private static List<String> groups(List<List<String>> orders) {
    String text =
        "MSH|^~\\&|||||||ORU^R01\rPID|1\rPV1|1\r"
            + orders.stream().flatMap(List::stream).collect(Collectors.joining("\r"));
    SegmentGroup root = Grouping.group(Texts.read(text));
    return root.groups("PATIENT_RESULT").get(0).groups("ORDER").stream()
        .map(order -> print(order, true))
        .toList();
  }

  private static String tree(String type, String... names) {
    return print(Grouping.group(message(type, names)));
  }

  private static List<String> unexpected(String type, String... names) {
    List<Finding> findings = Grouping.findings(message(type, names));
    assertThat(findings).allMatch(each -> each.code() == ProblemCode.SEGMENT_UNEXPECTED);
    return findings.stream().map(Finding::location).toList();
  }

  private static Hl7Message message(String type, String... names) {
    StringBuilder text = new StringBuilder("MSH|^~\\&|||||||" + type + "\r");
    for (String name : names) {
      text.append(name).append("|1\r");
    }
    Hl7Message message = Texts.read(text.toString());
    assertThat(everySegment(Grouping.group(message))).hasSize(message.segmentCount());
    return message;
  }

  private static List<Segment> everySegment(SegmentGroup group) {
    List<Segment> all = new ArrayList<>(group.segments());
    group.children().forEach(child -> all.addAll(everySegment(child)));
    return all;
  }

  private static String print(SegmentGroup group) {
    return print(group, false);
  }

  private static String print(SegmentGroup group, boolean values) {
    List<String> parts = new ArrayList<>();
    group
        .segments()
        .forEach(each -> parts.add(each.name() + (values ? each.text(1, 1, 1, 0) : "")));
    group.children().forEach(child -> parts.add(print(child, values)));
    return group.name() + parts.stream().collect(Collectors.joining(" ", "(", ")"));
  }
}
