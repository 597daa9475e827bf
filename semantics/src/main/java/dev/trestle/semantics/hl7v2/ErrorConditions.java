package dev.trestle.semantics.hl7v2;

/** HL7 table 0357, message error condition codes (HL7 v2.5.1 §2.15.5.3). */
final class ErrorConditions {
  static final String TABLE = "HL70357";

  private ErrorConditions() {}

  static String text(int code) {
    return switch (code) {
      case 100 -> "Segment sequence error";
      case 101 -> "Required field missing";
      case 102 -> "Data type error";
      case 103 -> "Table value not found";
      case 200 -> "Unsupported message type";
      case 201 -> "Unsupported event code";
      case 202 -> "Unsupported processing id";
      case 203 -> "Unsupported version id";
      case 204 -> "Unknown key identifier";
      case 205 -> "Duplicate key identifier";
      case 206 -> "Application record locked";
      default -> "Application internal error";
    };
  }
}
