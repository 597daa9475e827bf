package dev.trestle.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * ORU^R01 about the patients of {@link Admissions}, from Mercy's laboratory: a final report with
 * sixteen lines: eighteen resources beside the patient and the visit.
 */
public final class Results {
  /** LOINC code and name of each line. */
  private static final List<String> TESTS =
      List.of(
          "2345-7^Glucose",
          "3094-0^Urea nitrogen",
          "2160-0^Creatinine",
          "2951-2^Sodium",
          "2823-3^Potassium",
          "2075-0^Chloride",
          "2028-9^Carbon dioxide",
          "17861-6^Calcium",
          "2885-2^Protein",
          "1751-7^Albumin",
          "1975-2^Bilirubin",
          "6768-6^Alkaline phosphatase",
          "1742-6^Alanine aminotransferase",
          "1920-8^Aspartate aminotransferase",
          "718-7^Hemoglobin",
          "4544-3^Hematocrit");

  /** The first line's code, as a search asks for it. */
  public static final String GLUCOSE = "http://loinc.org|2345-7";

  private Results() {}

  /** The laboratory's number of the order that a report answers. */
  public static String order(long number) {
    return String.format(Locale.ROOT, "BL%09d", number);
  }

  /**
   * A report.
   *
   * @param patient whose admission has the same number
   * @param number of the report, another one for each
   */
  public static byte[] message(long patient, long number) {
    String order = order(number);
    String at = Admissions.at(number);
    List<String> segments = new ArrayList<>();
    segments.add(
        "MSH|^~\\&|MERCYLIS|MERCY|TRESTLE|TRESTLE|"
            + at
            + "||ORU^R01^ORU_R01|"
            + order
            + "|P|2.5.1||||||UNICODE UTF-8");
    segments.add(Admissions.person(patient));
    segments.add(
        "PV1|1|I|4E^401^1^MERCY"
            + "|".repeat(16)
            + "V"
            + Admissions.mrn(patient)
            + "^^^MERCYMRNVN^VN");
    segments.add("ORC|RE||" + order + "^MERCYLIS||CM");
    segments.add(
        "OBR|1||"
            + order
            + "^MERCYLIS|24323-8^Comprehensive metabolic panel^LN|||"
            + at
            + "|".repeat(15)
            + at
            + "||CH|F");
    for (int i = 0; i < TESTS.size(); i++) {
      segments.add(
          "OBX|%d|NM|%s^LN||%d|mg/dL|10-200|N|||F|||%s"
              .formatted(i + 1, TESTS.get(i), 20 + (number * 7 + i * 13L) % 180, at));
    }
    return (String.join("\r", segments) + "\r").getBytes(StandardCharsets.UTF_8);
  }
}
