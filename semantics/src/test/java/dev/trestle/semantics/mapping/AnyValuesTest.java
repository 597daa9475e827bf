package dev.trestle.semantics.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Translation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Whatever a date, a time of a clock change or a name in some character set is: it is told as it
 * is, or not at all and with a finding; never moved, cut or rolled over.
 */
class AnyValuesTest {
  private static final DateTimeFormatter HL7 =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
  private static final DateTimeFormatter FHIR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final int RUNS = 2_000;

  /** Zones whose past rules no release changes any more. */
  private static final List<String> ZONES =
      List.of(
          "America/Chicago",
          "America/St_Johns",
          "America/Sao_Paulo",
          "Australia/Lord_Howe",
          "Europe/Berlin",
          "Europe/London",
          "Pacific/Apia");

  private final MappingTranslator translator = MappingTranslator.ofBase();

  @Test
  void aTimeAroundAClockChangeHasTheOffsetOfItsPlaceOrAFinding() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (String name : ZONES) {
      ZoneId zone = ZoneId.of(name);
      ZoneOffsetTransition next =
          zone.getRules()
              .nextTransition(LocalDateTime.of(2008, 1, 1, 0, 0).toInstant(ZoneOffset.UTC));
      for (int i = 0; next != null && i < 16 && next.getDateTimeBefore().getYear() < 2020; i++) {
        for (int each = 0; each < 20; each++) {
          LocalDateTime local =
              next.getDateTimeBefore().plusSeconds(random.nextInt(6 * 3_600) - 3 * 3_600L);
          assertTime(local, zone, "seed " + seed + ", " + name);
        }
        next = zone.getRules().nextTransition(next.getInstant());
      }
    }
  }

  private void assertTime(LocalDateTime local, ZoneId zone, String what) {
    Source source = Feeds.ADT.toBuilder().zone(zone).build();
    Translation translation = translate(source, "19610203", visit(HL7.format(local)), "DOE");
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    ZoneOffset expected =
        offsets.size() == 1
            ? offsets.get(0)
            : zone.getRules().getTransition(local).getOffsetBefore();
    assertThat(element(translation, "Encounter").path("period").path("start").asString())
        .as("%s, %s", what, local)
        .isEqualTo(FHIR.format(local) + (expected.getTotalSeconds() == 0 ? "+00:00" : expected));
    assertThat(findings(translation, ProblemCode.DATE_ZONE_AMBIGUOUS))
        .as("%s, %s", what, local)
        .hasSize(offsets.size() == 1 ? 0 : 1);
  }

  @Test
  void aDateIsToldWithItsOwnDigitsOrNotAtAllAndWithAFinding() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      String date = date(random);
      Translation translation = translate(Feeds.ADT, date, "PV1|1|I", "DOE");
      String born = element(translation, "Patient").path("birthDate").asString("");
      String what = "seed " + seed + ", " + date;
      assertThat(date).as(what).startsWith(born.replace("-", ""));
      if (born.isEmpty()) {
        assertThat(findings(translation, ProblemCode.DATE_INVALID)).as(what).isNotEmpty();
      } else if (born.length() == 10) {
        assertThat(java.time.LocalDate.parse(born).toString()).as(what).isEqualTo(born);
      }
      assertThat(translation.accounting().closes()).as(what).isTrue();
    }
  }

  /** Digits that could be a date, of every length and often of no day that exists. */
  private static String date(Random random) {
    String whole =
        String.format(
            Locale.ROOT,
            "%04d%02d%02d%02d%02d%02d",
            random.nextInt(10) == 0 ? 0 : 1900 + random.nextInt(130),
            random.nextInt(14),
            random.nextInt(33),
            random.nextInt(26),
            random.nextInt(62),
            random.nextInt(62));
    String cut = whole.substring(0, 4 + random.nextInt(11));
    return random.nextInt(8) == 0 ? cut + "x" : cut;
  }

  @Test
  void aNameIsReadAsItWasWrittenWhateverMsh18SaysWhenTheSourceNamesTheSet() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> declared = List.of("", "UNICODE UTF-8", "8859/1", "ASCII", "8859/2", "NONSENSE");
    for (String set : List.of("UTF-8", "windows-1252", "ISO-8859-2", "ISO-8859-15")) {
      Source source = Feeds.ADT.toBuilder().charset(set).build();
      for (int run = 0; run < RUNS / 10; run++) {
        String name = name(random, Charset.forName(set));
        String msh18 = declared.get(random.nextInt(declared.size()));
        byte[] raw = text(msh18, "19610203", "PV1|1|I", name).getBytes(Charset.forName(set));
        Translation translation = translator.translate(raw, source, Feeds.SITE);
        assertThat(family(translation)).as("seed %d, %s, %s", seed, set, msh18).isEqualTo(name);
      }
    }
  }

  @Test
  void utf8IsReadAsItWasWrittenWhateverIsDeclared() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < RUNS / 10; run++) {
      String name = name(random, StandardCharsets.UTF_8);
      for (String msh18 : List.of("", "UNICODE UTF-8", "8859/1", "ASCII")) {
        byte[] raw = text(msh18, "19610203", "PV1|1|I", name).getBytes(StandardCharsets.UTF_8);
        assertThat(family(translator.translate(raw, Feeds.ADT, Feeds.SITE)))
            .as("seed %d, %s", seed, msh18)
            .isEqualTo(name);
      }
    }
  }

  /** Letters that the set can write; the first is none of ASCII. */
  private static String name(Random random, Charset set) {
    String letters = "äöüßéèñçÄÖÜŠžłąęőű€";
    StringBuilder name = new StringBuilder();
    while (name.length() < 8) {
      char letter =
          name.length() == 0 || random.nextBoolean()
              ? letters.charAt(random.nextInt(letters.length()))
              : (char) ('a' + random.nextInt(26));
      if (set.newEncoder().canEncode(letter)) {
        name.append(letter);
      }
    }
    return name.toString();
  }

  @Test
  void anEscapeIsResolvedOnceHoweverOftenItWasEscaped() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < RUNS / 4; run++) {
      String name = "n" + signs(random) + "n";
      String once = escaped(name);
      assertThat(family(translate(Feeds.ADT, "19610203", "PV1|1|I", once)))
          .as("seed %d", seed)
          .isEqualTo(name);
      assertThat(family(translate(Feeds.ADT, "19610203", "PV1|1|I", escaped(once))))
          .as("seed %d", seed)
          .isEqualTo(once);
    }
  }

  private static String signs(Random random) {
    StringBuilder signs = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      signs.append("|^&~\\a".charAt(random.nextInt(6)));
    }
    return signs.toString();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int sign = "|^&~\\".indexOf(c);
      escaped.append(sign < 0 ? String.valueOf(c) : "\\" + "FSTRE".charAt(sign) + "\\");
    }
    return escaped.toString();
  }

  private Translation translate(Source source, String born, String visit, String family) {
    byte[] raw = text("", born, visit, family).getBytes(StandardCharsets.UTF_8);
    return translator.translate(raw, source, Feeds.SITE);
  }

  /** With its number, and a time of admission. */
  private static String visit(String admitted) {
    return "PV1|1|I" + "|".repeat(17) + "V1^^^MERCY" + "|".repeat(25) + admitted;
  }

  private static String text(String msh18, String born, String visit, String family) {
    return String.join(
        "\r",
        "MSH|^~\\&|ADT|MERCY|T|T|20260101120000+0000||ADT^A01|1|P|2.5.1||||||" + msh18,
        "EVN|A01|20260101120000+0000",
        "PID|1||77^^^MERCY^MR||" + family + "^ANN||" + born + "|F",
        visit,
        "");
  }

  private static String family(Translation translation) {
    return element(translation, "Patient").path("name").path(0).path("family").asString();
  }

  private static JsonNode element(Translation translation, String type) {
    for (JsonNode entry : BundleRenderer.bundle(translation, Feeds::id).path("entry")) {
      if (entry.path("resource").path("resourceType").asString().equals(type)) {
        return entry.path("resource");
      }
    }
    throw new AssertionError("no " + type);
  }

  private static List<Finding> findings(Translation translation, ProblemCode code) {
    return translation.findings().stream().filter(each -> each.code() == code).toList();
  }
}
