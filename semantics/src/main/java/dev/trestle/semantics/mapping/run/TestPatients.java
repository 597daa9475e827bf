package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.site.UnrealPatients;
import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.Segment;
import org.jspecify.annotations.Nullable;

/**
 * Which patients are no people (DESIGN §4 Environment): by the site's names and numbers, and
 * everyone in a message that says of itself that it is training or debugging (MSH-11, table 0103).
 */
final class TestPatients {
  /** Label of test data, HL7 v3 ActReason. */
  static final String LABEL = "http://terminology.hl7.org/CodeSystem/v3-ActReason|HTEST";

  private static final int NAME = 5;

  private TestPatients() {}

  static boolean isTest(ResourceKey patient, @Nullable Segment pid, UnrealPatients unreal) {
    for (BusinessKey name : patient.names()) {
      if (unreal.isTestNumber(name.authority(), name.value())) {
        return true;
      }
    }
    return pid != null
        && pid.name().equals("PID")
        && unreal.isTestName(pid.text(NAME, 1, 1, 1).strip());
  }

  static boolean isTest(Hl7Message message) {
    String processing = message.text("MSH", 11, 1).strip();
    return processing.equals("T") || processing.equals("D");
  }
}
