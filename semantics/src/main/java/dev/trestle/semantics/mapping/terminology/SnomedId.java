package dev.trestle.semantics.mapping.terminology;

/**
 * How SNOMED CT writes its identifiers (Release File Specification, "SCTID"): 6 to 18 digits, of
 * which the last is a check digit and the two before it say what is identified: concepts have 00,
 * or 10 with the number of an extension's namespace. Descriptions (01, 11) and relationships (02,
 * 12) are no codes.
 */
final class SnomedId {
  private static final int FEWEST = 6;
  private static final int MOST = 18;

  /** An item, seven digits of a namespace, two of the partition and the check digit. */
  private static final int FEWEST_OF_EXTENSION = 11;

  private static final int PARTITION = 3;

  /** How Verhoeff multiplies: the turns and flips of a pentagon. */
  private static final String[] PRODUCTS = {
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210"
  };

  /** How a digit counts at its place from the end, eight places in turn. */
  private static final String[] PLACES = {
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258"
  };

  private SnomedId() {}

  /** Whether a code, without blanks around it, can be a concept's. */
  static boolean isConcept(String code) {
    int length = code.length();
    if (length < FEWEST || length > MOST || code.charAt(0) == '0') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (code.charAt(i) < '0' || code.charAt(i) > '9') {
        return false;
      }
    }
    boolean ofExtension = code.charAt(length - PARTITION) == '1';
    boolean concept =
        code.charAt(length - PARTITION + 1) == '0'
            && code.charAt(length - PARTITION) <= '1'
            && (!ofExtension || length >= FEWEST_OF_EXTENSION);
    return concept && check(code) == 0;
  }

  private static int check(String code) {
    int check = 0;
    for (int i = 0; i < code.length(); i++) {
      int digit = code.charAt(code.length() - 1 - i) - '0';
      int counted = PLACES[i % PLACES.length].charAt(digit) - '0';
      check = PRODUCTS[check].charAt(counted) - '0';
    }
    return check;
  }
}
