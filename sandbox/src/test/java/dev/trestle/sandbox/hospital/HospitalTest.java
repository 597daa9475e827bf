package dev.trestle.sandbox.hospital;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.CanonicalModelClassFactory;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import dev.trestle.sandbox.Sandbox;
import dev.trestle.sandbox.people.LeakTerm;
import dev.trestle.sandbox.registration.Truth;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HospitalTest {
  private static final long SEED = 20260105;
  private static final int MANY = 6_000;

  private static List<SimulatedMessage> messages(int count) {
    List<SimulatedMessage> all = new ArrayList<>();
    for (Hospital hospital : Sandbox.of(SEED, 3000).hospitals()) {
      hospital.messages().limit(count).forEach(all::add);
    }
    return all;
  }

  private static Charset charset(SimulatedMessage message) {
    return switch (message.feed().healthSystem()) {
      case "mercy" -> StandardCharsets.UTF_8;
      case "stluke" -> Charset.forName("windows-1252");
      default -> StandardCharsets.ISO_8859_1;
    };
  }

  private static String text(SimulatedMessage message) {
    return new String(message.bytes(), charset(message));
  }

  /** Made once: most tests only look at it. */
  private static final List<SimulatedMessage> MESSAGES = messages(MANY);

  @Test
  void theSameSeedGivesTheSameBytesWhateverZoneAndLocaleTheMachineHas() {
    List<SimulatedMessage> here = messages(500);
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      Locale.setDefault(Locale.forLanguageTag("th-TH-u-ca-buddhist-nu-thai"));
      List<SimulatedMessage> there = messages(500);
      for (int i = 0; i < here.size(); i++) {
        assertThat(there.get(i).bytes()).isEqualTo(here.get(i).bytes());
        assertThat(there.get(i).at()).isEqualTo(here.get(i).at());
        assertThat(there.get(i).quirks()).isEqualTo(here.get(i).quirks());
      }
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  /**
   * The bytes are the same on every JDK. When a change of the generator is meant to change them,
   * put the digest that this test prints here.
   */
  @Test
  void theBytesOfASeedAreKnown() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    messages(500).forEach(message -> digest.update(message.bytes()));
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("a1814cdc860b6e2e52a621645dd83b4080f0a2dfb246c7cc8b1d0150bc0f7ccf");
  }

  @Test
  void theLeakTermsOfPeopleOccurInTheirMessages() {
    Sandbox sandbox = Sandbox.of(SEED, 60);
    StringBuilder sent = new StringBuilder();
    for (Hospital hospital : sandbox.hospitals()) {
      hospital.messages().limit(250).forEach(message -> sent.append(text(message)));
    }
    String all = sent.toString();
    Map<String, Integer> found = new TreeMap<>();
    for (LeakTerm term : sandbox.truth().leakTerms(60)) {
      found.merge(term.kind(), all.contains(term.text()) ? 1 : 0, Integer::sum);
    }
    assertThat(found)
        .containsOnlyKeys(
            "birth-date", "email", "family", "given", "member", "mrn", "phone", "ssn", "street");
    assertThat(found).allSatisfy((kind, count) -> assertThat(count).as(kind).isGreaterThan(5));
  }

  @Test
  void anotherSeedGivesOtherMessages() {
    byte[] one = Sandbox.of(1, 300).hospitals().get(0).next().bytes();
    byte[] other = Sandbox.of(2, 300).hospitals().get(0).next().bytes();
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void messagesComeInTheOrderOfVirtualTime() {
    for (String hospital : List.of("mercy", "stluke", "northside")) {
      List<Instant> times =
          MESSAGES.stream()
              .filter(m -> m.feed().healthSystem().equals(hospital))
              .map(SimulatedMessage::at)
              .toList();
      assertThat(times).hasSize(MANY).isSorted();
    }
  }

  @Test
  void everyQuirkOccurs() {
    Map<Quirk, Integer> counts = new EnumMap<>(Quirk.class);
    for (SimulatedMessage message : MESSAGES) {
      message.quirks().forEach(quirk -> counts.merge(quirk, 1, Integer::sum));
    }
    assertThat(counts).containsOnlyKeys(Quirk.values());
    assertThat(counts).allSatisfy((quirk, count) -> assertThat(count).isGreaterThan(5));
  }

  @Test
  void aTolerantParserReadsEveryMessage() throws Exception {
    try (HapiContext context = new DefaultHapiContext()) {
      context.setValidationContext(ValidationContextFactory.noValidation());
      context.setModelClassFactory(new CanonicalModelClassFactory("2.5.1"));
      // One OBX in a hundred says NM and is none; the parser is not to look at that.
      context.getParserConfiguration().setDefaultObx2Type("ST");
      PipeParser parser = context.getPipeParser();
      for (SimulatedMessage message : messages(120)) {
        read(parser, message);
      }
    }
  }

  private static void read(PipeParser parser, SimulatedMessage message) throws HL7Exception {
    Message parsed = parser.parse(text(message));
    Terser terser = new Terser(parsed);
    assertThat(terser.get("/.MSH-10")).isEqualTo(message.controlId());
    assertThat(terser.get("/.MSH-9-1") + "^" + terser.get("/.MSH-9-2")).isEqualTo(message.type());
    assertThat(terser.get("/.PID-3-1")).isNotBlank();
    assertThat(terser.get("/.PID-5-1")).isNotBlank();
    assertThat(terser.get("/.PID-7-1")).matches("\\d{8}");
  }

  @Test
  void lettersSurviveTheirCharacterSet() {
    for (SimulatedMessage message : MESSAGES) {
      String text = text(message);
      assertThat(text).as("%s", message).doesNotContain("\uFFFD");
      assertThat(text.getBytes(charset(message))).isEqualTo(message.bytes());
      assertThat(text).doesNotContain("?^").doesNotContain("^?");
    }
  }

  @Test
  void aResentMessageIsTheSameBytesAndAReusedControlIdIsNot() {
    Map<String, byte[]> first = new HashMap<>();
    Set<Quirk> seen = EnumSet.noneOf(Quirk.class);
    for (SimulatedMessage message : MESSAGES) {
      byte[] before = first.putIfAbsent(message.feed() + message.controlId(), message.bytes());
      if (before == null) {
        continue;
      }
      boolean same = Arrays.equals(before, message.bytes());
      seen.add(same ? Quirk.RESENT : Quirk.REUSED_CONTROL_ID);
      if (same) {
        // In a storm within one minute even a reused control id has the same content.
        assertThat(message.quirks()).containsAnyOf(Quirk.RESENT, Quirk.STORM);
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(Quirk.RESENT, Quirk.REUSED_CONTROL_ID);
  }

  @Test
  void everyRecordNumberLeadsToAPerson() {
    Truth truth = Sandbox.of(SEED, 3000).truth();
    for (SimulatedMessage message : MESSAGES) {
      String mrn = recordNumber(text(message));
      String id = message.feed().healthSystem();
      if (message.quirks().contains(Quirk.STRIPPED_ZEROS)) {
        assertThat(truth.personOf(id, mrn)).isEmpty();
        mrn = "0".repeat(8 - mrn.length()) + mrn;
      }
      assertThat(truth.personOf(id, mrn)).isPresent();
    }
  }

  private static String recordNumber(String text) {
    char component = text.charAt(4);
    String pid = text.substring(text.indexOf("PID|"));
    String field = pid.split("\\|")[3];
    return field.substring(0, field.indexOf(component));
  }

  @Test
  void segmentsEndAsTheFeedEndsThem() {
    for (SimulatedMessage message : MESSAGES) {
      String text = text(message);
      if (message.quirks().contains(Quirk.CR_LF)) {
        assertThat(text).endsWith("\r\n").contains("\r\nPID|");
      } else {
        assertThat(text).endsWith("\r").doesNotContain("\n");
      }
    }
  }

  @Test
  void aMergeJoinsTwoNumbersOfOnePerson() {
    Sandbox sandbox = Sandbox.of(SEED, 3000);
    for (SimulatedMessage message : MESSAGES) {
      if (!message.quirks().contains(Quirk.MERGE)) {
        continue;
      }
      String text = text(message);
      String hospital = message.feed().healthSystem();
      String retired = text.substring(text.indexOf("MRG|") + 4).split("[\\^\r]")[0];
      assertThat(retired).isNotEqualTo(recordNumber(text));
      assertThat(sandbox.truth().personOf(hospital, retired))
          .isPresent()
          .isEqualTo(sandbox.truth().personOf(hospital, recordNumber(text)));
    }
  }

  @Test
  void aLateMessageTellsOfAnEventOfSomeTimeAgo() {
    int seen = 0;
    for (SimulatedMessage message : MESSAGES) {
      String text = text(message);
      if (message.quirks().contains(Quirk.LATE) && message.feed().feed().equals("adt")) {
        String sent = text.split("\\|")[6];
        String event = text.substring(text.indexOf("EVN|")).split("\\|")[2];
        assertThat(event).isLessThan(sent);
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(50);
  }

  @Test
  void aNewbornWithoutANameShowsNone() {
    Sandbox sandbox = Sandbox.of(SEED, 3000);
    for (SimulatedMessage message : MESSAGES) {
      if (message.quirks().contains(Quirk.TEMPORARY_NAME)
          && !message.quirks().contains(Quirk.STRIPPED_ZEROS)) {
        String hospital = message.feed().healthSystem();
        int person = sandbox.truth().personOf(hospital, recordNumber(text(message))).orElseThrow();
        String given = sandbox.population().person(person).name().given();
        String pid = text(message).split("PID.")[1].split("\r")[0];
        assertThat(pid).contains("BABY ").doesNotContain(given);
      }
    }
  }
}
