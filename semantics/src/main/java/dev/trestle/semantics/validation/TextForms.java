package dev.trestle.semantics.validation;

/** The forms of FHIR's codes, ids, addresses and bytes (R4 §2.24.0.1), scanned by hand. */
final class TextForms {
  private static final int LONGEST_ID = 64;
  private static final String OID = "urn:oid:";
  private static final String UUID = "urn:uuid:";
  private static final int UUID_LENGTH = 36;

  private TextForms() {}

  /** No white space at the ends, and one blank at most inside. */
  static boolean isCode(String text) {
    boolean blank = true;
    for (int i = 0; i < text.length(); i++) {
      boolean white = isWhite(text.charAt(i));
      if (white && blank) {
        return false;
      }
      blank = white;
    }
    return !blank;
  }

  static boolean isId(String text) {
    if (text.length() > LONGEST_ID) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }

  /** No white space; one that says it is an OID or a UUID is one. */
  static boolean isUri(String text) {
    if (hasWhite(text)) {
      return false;
    }
    if (text.startsWith("urn:")) {
      return (!text.startsWith(OID) || isOid(text)) && (!text.startsWith(UUID) || isUuid(text));
    }
    return !text.startsWith("oid:") && !text.startsWith("uuid:");
  }

  static boolean hasWhite(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isWhite(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether it begins with a scheme; what is not there is no matter. */
  static boolean isAbsolute(String text) {
    int colon = text.indexOf(':');
    for (int i = 0; i < colon; i++) {
      if (!isLetterOrDigit(text.charAt(i))) {
        return false;
      }
    }
    return colon > 0 || text.isEmpty();
  }

  static boolean isOid(String text) {
    if (!text.startsWith(OID)) {
      return false;
    }
    int arcs = 0;
    for (int from = OID.length(); from <= text.length(); arcs++) {
      int dot = text.indexOf('.', from);
      int end = dot < 0 ? text.length() : dot;
      if (!isArc(text, from, end) || (arcs == 0 && (end > from + 1 || text.charAt(from) > '2'))) {
        return false;
      }
      from = end + 1;
    }
    return arcs > 1;
  }

  /** Digits, and no leading zero. */
  private static boolean isArc(String text, int from, int end) {
    for (int i = from; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return end == from + 1 || (end > from && text.charAt(from) != '0');
  }

  static boolean isUuid(String text) {
    if (!text.startsWith(UUID) || text.length() != UUID.length() + UUID_LENGTH) {
      return false;
    }
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = text.charAt(UUID.length() + i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
      if (dash ? c != '-' : !hex) {
        return false;
      }
    }
    return true;
  }

  /** Groups of four characters, white space anywhere. */
  static boolean isBase64(String text) {
    int characters = 0;
    int padding = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isWhite(c)) {
        continue;
      }
      characters++;
      if (c == '=') {
        padding++;
      } else if (padding > 0 || (!isLetterOrDigit(c) && c != '+' && c != '/')) {
        return false;
      }
    }
    return characters % 4 == 0 && padding <= 2;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isWhite(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
