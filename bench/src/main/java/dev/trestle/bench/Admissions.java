package dev.trestle.bench;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * ADT^A01 of about 1 KB, each of a new patient and a new visit, as the simulated hospital Mercy
 * would send it: eight resources. Distinct names, numbers and control ids; no real person.
 */
final class Admissions {
  private static final String[] SYLLABLES = {
    "BA", "RE", "MO", "LI", "TU", "KA", "SE", "VO", "NI", "DU", "HA", "WE", "GO", "FI", "PU", "ZA"
  };

  private Admissions() {}

  /** Messages number {@code from} to {@code from + count - 1}. */
  static Iterator<byte[]> from(long from, int count) {
    return LongStream.range(from, from + count).mapToObj(Admissions::message).iterator();
  }

  static byte[] message(long number) {
    return text(number).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(long number) {
    String born =
        String.format(
            Locale.ROOT,
            "%d%02d%02d",
            1930 + number % 80,
            1 + number / 80 % 12,
            1 + number / 960 % 28);
    String id = String.format(Locale.ROOT, "%08d", 50_000_000 + number);
    String family = name(number * 2_654_435_761L);
    String given = name(number * 40_503L + 7);
    return String.join(
            "\r",
            "MSH|^~\\&|MERCYREG|MERCY|TRESTLE|TRESTLE|20260105080000-0600||ADT^A01^ADT_A01|BENCH"
                + id
                + "|P|2.5.1||||||UNICODE UTF-8",
            "EVN|A01|20260105080000-0600",
            "PID|1||" + id + "^^^MERCYMRN^MR||" + family + "^" + given + "^Q^^^^L||" + born)
        + "|"
        + (number % 2 == 0 ? "F" : "M")
        + "||2106-3^White^HL70005|"
        + number
        + " MAIN ST^^SPRINGFIELD^IL^62701^USA^H||(217)555-0142^PRN^PH|(217)555-0199^WPN^PH"
        + "|en^English^ISO639|M^Married^HL70002|CHR|||||||SPRINGFIELD|N\r"
        + String.join(
            "\r",
            "PD1||||1234^WELBY^MARCUS^^^DR^^^NPI",
            "NK1|1|"
                + family
                + "^JOHN|SPO^Spouse^HL70063|1 MAIN ST^^SPRINGFIELD^IL^62701"
                + "|(217)555-0101",
            "PV1|1|I|4E^401^1^MERCY|E|||1234^WELBY^MARCUS^^^DR^^^NPI"
                + "|5678^HOUSE^GREGORY^^^DR^^^NPI||MED||||7|||1234^WELBY^MARCUS^^^DR^^^NPI|IP|V"
                + id
                + "^^^MERCYVN^VN"
                + "|".repeat(25)
                + "20260105075500-0600",
            "PV2|||^CHEST PAIN AT REST SINCE EARLY MORNING, SUSPECTED ACUTE CORONARY SYNDROME,"
                + " ADMITTED FOR OBSERVATION AND SERIAL TROPONIN",
            "AL1|1|DA|7980^PENICILLIN^RXNORM|SV|HIVES",
            "DG1|1||I21.4^NON-STEMI MYOCARDIAL INFARCTION^I10||20260105|A",
            "IN1|1|PPO1^Blue PPO|BC001|BLUE CROSS||||G55|ACME GROUP|||20250101||||"
                + family
                + "^"
                + given
                + "|SEL",
            "");
  }

  /** Four syllables from the bits. */
  private static String name(long bits) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      name.append(SYLLABLES[(int) (bits >>> (4 * i)) & 15]);
    }
    return name.toString();
  }
}
