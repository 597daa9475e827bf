package dev.trestle.semantics.hl7v2;

/**
 * What a message is. MSH-9.3 is never trusted over the event: senders leave it out or write that of
 * another event (HL7 v2.5.1 §2.15.9.9).
 *
 * @param code MSH-9.1, for example {@code ADT}
 * @param trigger MSH-9.2, else EVN-1, else what MSH-9.1 or MSH-9.3 says after an underscore; empty
 *     when nothing does
 */
public record MessageType(String code, String trigger) {
  /** The type of a message; both parts empty without MSH-9. */
  public static MessageType of(Hl7Message message) {
    String code = message.text("MSH", 9, 1);
    int underscore = code.indexOf('_');
    String trigger = message.text("MSH", 9, 2);
    if (trigger.isEmpty()) {
      trigger = message.text("EVN", 1, 1);
    }
    if (trigger.isEmpty() && underscore > 0) {
      trigger = code.substring(underscore + 1);
    }
    if (trigger.isEmpty()) {
      String structure = message.text("MSH", 9, 3);
      trigger = structure.substring(structure.indexOf('_') + 1);
    }
    return new MessageType(underscore > 0 ? code.substring(0, underscore) : code, trigger);
  }
}
