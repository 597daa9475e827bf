package dev.trestle.bench.load;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * ADT^A01 of about 1 KB, each of a new visit, as the simulated hospital Mercy would send it: ten
 * resources, of which practitioners, location and payer are the same in all. Distinct names,
 * numbers and control ids; no real person.
 *
 * <p>Numbers go on over the life of a data folder, so that no message is sent twice.
 */
public final class Admissions {
  private static final LocalDateTime FIRST = LocalDateTime.of(2026, 1, 5, 8, 0);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

  private final AtomicLong next;
  private final double newPatients;

  /**
   * @param next number of the next message
   * @param newPatients share of messages about a patient not seen before; the others are about
   *     patients spread over all that came before
   */
  public Admissions(AtomicLong next, double newPatients) {
    this.next = next;
    this.newPatients = newPatients;
  }

  /** So many messages. */
  public Iterator<byte[]> count(long messages) {
    return new Messages(messages, Long.MAX_VALUE);
  }

  /** As many as are asked for within a time from now. */
  public Iterator<byte[]> during(Duration time) {
    return new Messages(Long.MAX_VALUE, time.toNanos());
  }

  private final class Messages implements Iterator<byte[]> {
    private final long start = System.nanoTime();
    private final long nanos;
    private long left;

    Messages(long count, long nanos) {
      this.left = count;
      this.nanos = nanos;
    }

    @Override
    public boolean hasNext() {
      return left > 0 && System.nanoTime() - start < nanos;
    }

    @Override
    public byte[] next() {
      if (left-- <= 0) {
        throw new NoSuchElementException();
      }
      long number = next.getAndIncrement();
      return message(patient(number), number);
    }
  }

  private long patient(long number) {
    if (isNew(number)) {
      return number;
    }
    long known = (long) (number * ((number * 0.754_877_666) % 1));
    while (!isNew(known)) {
      known--;
    }
    return known;
  }

  /** Multiples of the golden ratio are spread evenly: no run of one kind. Number 0 is new. */
  private boolean isNew(long number) {
    return (number * 0.618_033_988_749_894_9) % 1 <= newPatients;
  }

  /** An admission of a patient, both told by their numbers. */
  public static byte[] message(long patient, long visit) {
    return text(patient, visit).getBytes(StandardCharsets.UTF_8);
  }

  /** The patient's medical record number at Mercy. */
  public static String mrn(long patient) {
    return String.format(Locale.ROOT, "%08d", 50_000_000 + patient);
  }

  public static String family(long patient) {
    return Townsfolk.family(patient);
  }

  public static String given(long patient) {
    return Townsfolk.given(patient);
  }

  /** As HL7 v2 writes it. */
  public static String born(long patient) {
    return Townsfolk.bornText(patient);
  }

  /** PID as far as results carry it too. */
  static String person(long patient) {
    return "PID|1||"
        + mrn(patient)
        + "^^^MERCYMRN^MR||"
        + family(patient)
        + "^"
        + given(patient)
        + "^Q^^^^L||"
        + born(patient)
        + "|"
        + Townsfolk.sex(patient);
  }

  private static String text(long patient, long visit) {
    String number = mrn(visit);
    String at = at(visit);
    return String.join(
        "\r",
        "MSH|^~\\&|MERCYREG|MERCY|TRESTLE|TRESTLE|"
            + at
            + "||ADT^A01^ADT_A01|BENCH"
            + number
            + "|P|2.5.1||||||UNICODE UTF-8",
        "EVN|A01|" + at,
        person(patient) + demographics(patient, street(patient)),
        visit(patient, number, at));
  }

  private static String demographics(long patient, String street) {
    return "||2106-3^White^HL70005|"
        + street
        + "^^SPRINGFIELD^IL^"
        + Townsfolk.postalCode(patient)
        + "^USA^H||"
        + phone(217, patient)
        + "^PRN^PH|"
        + phone(618, patient)
        + "^WPN^PH|en^English^ISO639|M^Married^HL70002|CHR||||||SPRINGFIELD|N";
  }

  /** Another one for each patient: what many share says nothing about who is who. */
  private static String phone(int area, long patient) {
    return String.format(
        Locale.ROOT, "(%d)%03d-%04d", area, 200 + patient / 10_000 % 800, patient % 10_000);
  }

  /** An ADT^A28: somebody is known from now on, and nothing else is said. */
  public static byte[] registration(long patient) {
    String at = at(patient);
    String text =
        String.join(
            "\r",
            "MSH|^~\\&|MERCYREG|MERCY|TRESTLE|TRESTLE|"
                + at
                + "||ADT^A28^ADT_A05|REG"
                + mrn(patient)
                + "|P|2.5.1||||||UNICODE UTF-8",
            "EVN|A28|" + at,
            person(patient) + demographics(patient, street(patient)),
            "");
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** First line of the address. */
  public static String street(long patient) {
    return patient + " MAIN ST";
  }

  public static int postalCode(long patient) {
    return Townsfolk.postalCode(patient);
  }

  /** The telephone at home. */
  public static String phone(long patient) {
    return phone(217, patient);
  }

  /**
   * An ADT^A31 that moves a patient to another address.
   *
   * @param number of the update, another one for each; it says how late it is
   */
  public static byte[] update(long patient, long number) {
    String at = at(number);
    String text =
        String.join(
            "\r",
            "MSH|^~\\&|MERCYREG|MERCY|TRESTLE|TRESTLE|"
                + at
                + "||ADT^A31^ADT_A05|MOVE"
                + mrn(number)
                + "|P|2.5.1||||||UNICODE UTF-8",
            "EVN|A31|" + at,
            person(patient) + demographics(patient, number + " ELM ST"),
            "");
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String visit(long patient, String number, String at) {
    return String.join(
        "\r",
        "PD1||||1234^WELBY^MARCUS^^^DR^^^NPI",
        "NK1|1|"
            + family(patient)
            + "^JOHN|SPO^Spouse^HL70063|1 MAIN ST^^SPRINGFIELD^IL^62701|(217)555-0101",
        "PV1|1|I|4E^401^1^MERCY|E|||1234^WELBY^MARCUS^^^DR^^^NPI"
            + "|5678^HOUSE^GREGORY^^^DR^^^NPI||MED||||7|||1234^WELBY^MARCUS^^^DR^^^NPI|IP|V"
            + number
            + "^^^MERCYMRNVN^VN"
            + "|".repeat(25)
            + at,
        "PV2|||^CHEST PAIN AT REST SINCE EARLY MORNING, SUSPECTED ACUTE CORONARY SYNDROME,"
            + " ADMITTED FOR OBSERVATION AND SERIAL TROPONIN",
        "AL1|1|DA|7980^PENICILLIN^RXNORM|SV|HIVES",
        "DG1|1||I21.4^NON-STEMI MYOCARDIAL INFARCTION^I10||20260105|A",
        "IN1|1|PPO1^Blue PPO|BC001|BLUE CROSS||||G55|ACME GROUP|||20250101||||"
            + family(patient)
            + "^"
            + given(patient)
            + "|SEL",
        "");
  }

  /** A second for each visit, from a Monday morning on. */
  static String at(long visit) {
    return TIME.format(FIRST.plusSeconds(visit)) + "-0600";
  }
}
