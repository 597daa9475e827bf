package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A first look at speed; the benchmarks proper are in {@code bench/}. */
class SpeedTest {
  private static final int WARM_UP = 6_000;
  private static final int ROUNDS = 3_000;
  private static final double LIMIT_MICROS = 1_500;
  private static final int COMPILES = 3;
  private static final double COMPILE_LIMIT_MILLIS = 1_000;

  private final MappingTranslator translator = new MappingTranslator(BaseMappingsResource.base());

  @Test
  void anAdmissionOfOneKilobyteIsTranslatedFarBelowItsBudget() {
    byte[] raw = admission();
    time(raw, WARM_UP);
    double micros = Math.min(time(raw, ROUNDS), time(raw, ROUNDS));
    System.out.println(
        String.format(
            Locale.ROOT, "ADT^A01 of %d bytes: %.1f microseconds, warmed", raw.length, micros));
    // Wide, so that a busy machine does not fail it; a slip into regexes or reflection does.
    assertThat(micros).isLessThan(LIMIT_MICROS);
  }

  @Test
  void theWholeBaseIsReadAndCompiledInLessThanASecond() {
    MappingSource base = BaseMappingsResource.base();
    double best = Double.MAX_VALUE;
    for (int i = 0; i < COMPILES; i++) {
      long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      assertThat(new MappingTranslator(base).plan(List.of()).ruleIds()).isNotEmpty();
      double millis =
          (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1_000_000.0;
      best = Math.min(best, millis);
      System.out.println(String.format(Locale.ROOT, "the base compiled: %.0f ms", millis));
    }
    assertThat(best).isLessThan(COMPILE_LIMIT_MILLIS);
  }

  private double time(byte[] raw, int rounds) {
    // Processor time: the machine may be busy with other things.
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    int statements = 0;
    for (int i = 0; i < rounds; i++) {
      statements += translator.translate(raw, Feeds.ADT, Feeds.SITE).statements().size();
    }
    assertThat(statements).isPositive();
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin)
        / 1000.0
        / rounds;
  }

  private static byte[] admission() {
    return Feeds.message(
        "MSH|^~\\&|ADT|MERCY|TRESTLE|HUB|20260105080102||ADT^A01^ADT_A01|MSG00001|P|2.5.1",
        "EVN||202601050801|||1234^WELBY^MARCUS",
        "PID|1||00123^^^MERCY^MR~123456789^^^SSA^SS||DOE^JANE^Q^^MS^^L||19800229|F||2106-3"
            + "|1 MAIN ST^APT 2^SPRINGFIELD^IL^62701^USA^H||(217)555-0100^PRN^PH|(217)555-0199^WPN^PH"
            + "|en^English^ISO639|M^Married^HL70002|CHR|A900|123-45-6789||||SPRINGFIELD|N",
        "PD1||||1234^WELBY^MARCUS^^^DR^^^NPI",
        "NK1|1|DOE^JOHN|SPO^Spouse^HL70063|1 MAIN ST^^SPRINGFIELD^IL^62701|(217)555-0101",
        "PV1|1|I|4E^401^1^MERCY|E|||1234^WELBY^MARCUS^^^DR^^^NPI|5678^HOUSE^GREGORY^^^DR^^^NPI||MED"
            + "||||7|||1234^WELBY^MARCUS^^^DR^^^NPI|IP|V77"
            + "|".repeat(25)
            + "20260105075500",
        "AL1|1|DA|7980^PENICILLIN^RXNORM|SV|HIVES",
        "DG1|1||I214^NON-STEMI MYOCARDIAL INFARCTION^I10|| 20260105|A",
        "IN1|1|PPO1^Blue PPO|BC001|BLUE CROSS||||G55|ACME GROUP|||20250101||||DOE^JANE|SEL");
  }
}
