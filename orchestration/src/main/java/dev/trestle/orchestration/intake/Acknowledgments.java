package dev.trestle.orchestration.intake;

import dev.trestle.kernel.message.Header;

/**
 * Which answers a sender wants (HL7 v2.5.1 §2.9.2, §2.9.3, table 0155). In enhanced mode the accept
 * acknowledgement says that the message is on disk, the application acknowledgement what became of
 * it; in original mode there is one answer.
 *
 * @param enhanced MSH-15 or MSH-16 is valued
 * @param accept MSH-15; without a value, and with one that is not known, AL
 * @param application MSH-16; without a value NE
 */
record Acknowledgments(boolean enhanced, String accept, String application) {
  private static final String NEVER = "NE";

  /**
   * As the header asks. An acknowledgement is answered only by an accept acknowledgement, and only
   * where it asks for one: else two systems would answer each other for ever.
   */
  static Acknowledgments of(Header header) {
    if (header.isAcknowledgment()) {
      String accept = header.acceptAcknowledgment();
      return new Acknowledgments(true, accept.isEmpty() ? NEVER : accept, NEVER);
    }
    return new Acknowledgments(
        header.enhancedMode(), header.acceptAcknowledgment(), header.applicationAcknowledgment());
  }

  /** Whether the sender wants to be told that the message was taken, or that it was not. */
  boolean wantsAccept(boolean success) {
    return wants(accept, success, true);
  }

  /** Whether the sender wants to be told what became of the message. */
  boolean wantsApplication(boolean success) {
    return wants(application, success, false);
  }

  boolean wantsApplication() {
    return wantsApplication(true) || wantsApplication(false);
  }

  private static boolean wants(String condition, boolean success, boolean otherwise) {
    return switch (condition) {
      case "AL" -> true;
      case "NE" -> false;
      case "SU" -> success;
      case "ER" -> !success;
      default -> otherwise;
    };
  }
}
