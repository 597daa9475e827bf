package dev.trestle.app.platform;

import dev.trestle.app.lineage.VersionLineage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of an element hold its value: as it stands, or as the documented input of its
 * converter. A second reading, which knows nothing of the converters' code.
 */
final class HeldValue {
  private HeldValue() {}

  /** The way, or empty when the bytes do not hold the value. */
  static String how(VersionLineage.Element element) {
    VersionLineage.Leaf leaf = element.leaf();
    String text = leaf == null ? null : leaf.text();
    if (leaf == null || text == null || leaf.location().isEmpty()) {
      return "";
    }
    String value =
        element.value().isString() ? element.value().asString() : element.value().toString();
    String sent = text.strip();
    VersionLineage.Row row = element.row();
    if (value.equals(sent)) {
      return "as it stands";
    }
    if (row != null && parts(sent).contains(row.key())) {
      return "by a row of a table";
    }
    String worked = workedOut(element.path(), value, sent);
    if (!worked.isEmpty()) {
      return worked;
    }
    if (element.value().isNumber()) {
      return isNumberOf(element.value().decimalValue(), sent) ? "as a number" : "";
    }
    if (isTime(value)) {
      return digits(sent).startsWith(digits(value).substring(0, 4)) && isTimeOf(value, sent)
          ? "as a time"
          : "";
    }
    if (plain(value).equals(plain(sent))) {
      return "as written in FHIR"; // a dot in an ICD code, lines of Base64
    }
    if (List.of("<", "<=", ">", ">=").contains(value)) {
      return sent.startsWith("<") || sent.startsWith(">") || sent.startsWith("=")
          ? "as a comparator"
          : "";
    }
    if (value.equals("mobile") && sent.equals("CP")) {
      return "as a mobile telephone";
    }
    return !sent.isEmpty() && value.contains(sent) ? "as part of a text" : isPartOf(value, sent);
  }

  /** What a converter makes of the bytes by a rule of its own. */
  private static String workedOut(String path, String value, String sent) {
    if (path.endsWith("attachment.data")) {
      String text = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
      return text.contains(sent) || !isPartOf(text, sent).isEmpty() ? "as text in Base64" : "";
    }
    if (path.contains("iming.code.coding") && sent.equals("PRN" + value)) {
      return "as a repeat pattern";
    }
    if (path.contains(".repeat.") || path.endsWith("asNeededBoolean")) {
      return sent.matches("(PRN)?([BTQ]ID|\\dID|QD|QOD|Q\\d+[SMHDW])?|Once|ONCE")
          ? "as a repeat pattern"
          : "";
    }
    if (path.endsWith(".code") && isDrugCode(value, sent)) {
      return "as a drug code of eleven digits";
    }
    if (path.endsWith("minutesDuration") && sent.matches("\\d{1,3}")) {
      int minutes = Integer.parseInt(value);
      int number = Integer.parseInt(sent);
      return minutes == 60 * number || 60 * minutes == number ? "as minutes of other units" : "";
    }
    boolean end = path.endsWith(".end") && digits(value).length() >= 8 && isTime(value);
    return end && !isTimeOf(value, sent) && digits(value).compareTo(digits(sent)) > 0
        ? "as a start and a duration"
        : "";
  }

  /** NDC: labeler, product and package, each filled up with zeros to 5, 4 and 2 digits. */
  private static boolean isDrugCode(String value, String sent) {
    if (!value.matches("\\d{11}") || !sent.matches("\\d{4,5}-\\d{3,4}-\\d{1,2}")) {
      return false;
    }
    String[] parts = sent.split("-");
    return value.equals(
        String.format(
            Locale.ROOT,
            "%05d%04d%02d",
            Integer.parseInt(parts[0]),
            Integer.parseInt(parts[1]),
            Integer.parseInt(parts[2])));
  }

  /** A text of several parts or lines: all words of the one stand in the other. */
  private static String isPartOf(String value, String sent) {
    if (words(value).containsAll(words(sent)) && !words(sent).isEmpty()) {
      return "as part of a text";
    }
    return words(sent).containsAll(words(value)) && !words(value).isEmpty()
        ? "as a text of several parts"
        : "";
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[^\\p{L}\\p{N}]+")).filter(word -> !word.isEmpty()).toList();
  }

  private static List<String> parts(String text) {
    return Arrays.stream(text.split("[\\^&~]", -1)).map(String::strip).toList();
  }

  private static boolean isNumberOf(BigDecimal value, String sent) {
    for (String part : sent.split("[^0-9.+eE-]|(?<=\\d)-")) {
      BigDecimal number = number(part);
      if (number != null && number.compareTo(value) == 0) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return new BigDecimal(text.strip());
    } catch (NumberFormatException none) {
      return null;
    }
  }

  private static boolean isTime(String value) {
    return value.matches("\\d{4}(-\\d\\d(-\\d\\d(T.*)?)?)?|\\d\\d:\\d\\d:\\d\\d.*");
  }

  /** The digits of date and clock are those sent, as far as both go. */
  private static boolean isTimeOf(String value, String sent) {
    String shown = digits(value.replaceFirst("(Z|[+-]\\d\\d:\\d\\d)$", ""));
    String said = digits(sent.replaceFirst("[+-]\\d{4}$", ""));
    return shown.startsWith(said) || said.startsWith(shown);
  }

  private static String digits(String text) {
    return text.replaceAll("\\D", "");
  }

  private static String plain(String text) {
    return text.replaceAll("[\\s.]", "").toLowerCase(Locale.ROOT);
  }
}
