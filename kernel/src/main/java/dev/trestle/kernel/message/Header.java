package dev.trestle.kernel.message;

/**
 * What intake reads of a message before anything else: the facts of MSH, verbatim (escapes not
 * resolved), empty when absent.
 *
 * @param messageCode MSH-9.1
 * @param trigger MSH-9.2
 * @param controlId MSH-10
 * @param processingId MSH-11.1
 * @param version MSH-12.1
 * @param sendingApplication MSH-3.1
 * @param sendingFacility MSH-4.1
 * @param acceptAcknowledgment MSH-15 (HL7 table 0155: AL, NE, ER, SU)
 * @param applicationAcknowledgment MSH-16
 */
public record Header(
    String messageCode,
    String trigger,
    String controlId,
    String processingId,
    String version,
    String sendingApplication,
    String sendingFacility,
    String acceptAcknowledgment,
    String applicationAcknowledgment) {

  /** {@code ADT^A01}, or {@code ADT} without a trigger. */
  public String type() {
    return trigger.isEmpty() ? messageCode : messageCode + "^" + trigger;
  }

  /** Whether it answers another message (HL7 v2.5.1 §2.13): ACK, or the delayed MCF of old. */
  public boolean isAcknowledgment() {
    return messageCode.equals("ACK") || messageCode.equals("MCF");
  }

  /** Enhanced acknowledgement mode: MSH-15 or MSH-16 is valued (HL7 v2.5.1 §2.9.3). */
  public boolean enhancedMode() {
    return !acceptAcknowledgment.isEmpty() || !applicationAcknowledgment.isEmpty();
  }
}
