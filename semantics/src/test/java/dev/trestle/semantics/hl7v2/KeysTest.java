package dev.trestle.semantics.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.message.OrderingKey;
import dev.trestle.kernel.message.OrderingKey.Kind;
import dev.trestle.kernel.site.Authority;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final Source SOURCE = Sites.source("mercy/adt", null);
  private static final Site SITE = Sites.site(SOURCE);
  private static final Hl7v2Dialect DIALECT = new Hl7v2Dialect();

  /** A site with one health system whose authorities are MRN, PI (shared) and VN. */
  static final class Sites {
    private Sites() {}

    static Source source(String name, @Nullable String defaultAuthority) {
      return Source.named(SourceName.parse(name), ZoneOffset.UTC)
          .defaultAuthority(defaultAuthority)
          .build();
    }

    static Site site(Source source) {
      List<Authority> authorities =
          List.of(
              new Authority("MRN", List.of("HOSP", "1.2.3"), "urn:oid:1.2.3", false, true),
              new Authority("STATE", List.of("2.9"), "urn:oid:2.9", true, false),
              new Authority("VN", List.of(), "urn:vn", false, false));
      HealthSystem system = new HealthSystem("mercy", ZoneOffset.UTC, authorities, List.of(source));
      return new Site("0", List.of(system), List.of());
    }
  }

  private static List<OrderingKey> keys(String body) {
    return DIALECT.keys(Texts.bytes(Texts.MSH + "\r" + body), SOURCE, SITE);
  }

  private static OrderingKey key(Kind kind, String scope, String authority, String value) {
    return new OrderingKey(kind, scope, authority, value);
  }

  @Test
  void everyIdentifierOfThePatientIsAKey() {
    assertThat(keys("PID|1|2^^^HOSP|007^^^HOSP~8^^^X&1.2.3&ISO~9^^^STATE~5^^^OTHER~~\"\"|4\r"))
        .containsExactly(
            key(Kind.PATIENT, "mercy", "MRN", "7"),
            key(Kind.PATIENT, "mercy", "MRN", "8"),
            key(Kind.PATIENT, "shared:STATE", "STATE", "9"),
            key(Kind.PATIENT, "mercy", "adt:OTHER", "5"),
            key(Kind.PATIENT, "mercy", "MRN", "2"),
            key(Kind.PATIENT, "mercy", "adt:", "4"));
  }

  @Test
  void withoutAnAuthorityTheDefaultOfTheSourceStands() {
    byte[] raw = Texts.bytes(Texts.MSH + "\rPID|||7\r");
    assertThat(DIALECT.keys(raw, Sites.source("mercy/adt", "MRN"), SITE))
        .containsExactly(key(Kind.PATIENT, "mercy", "MRN", "7"));
    assertThat(DIALECT.keys(raw, Sites.source("mercy/adt", "UNLISTED"), SITE))
        .containsExactly(key(Kind.PATIENT, "mercy", "adt:UNLISTED", "7"));
  }

  @Test
  void aMergeNamesBothPatientsAndTheirVisits() {
    assertThat(keys("PID|||1^^^MRN|||||||||||||||A1^^^VN\rMRG|2^^^MRN~3^^^MRN||A2^^^VN||V2^^^VN\r"))
        .containsExactly(
            key(Kind.MERGE, "mercy", "MRN", "1"),
            key(Kind.VISIT, "mercy", "VN", "A1"),
            key(Kind.MERGE, "mercy", "MRN", "2"),
            key(Kind.MERGE, "mercy", "MRN", "3"),
            key(Kind.VISIT, "mercy", "VN", "A2"),
            key(Kind.VISIT, "mercy", "VN", "V2"));
  }

  @Test
  void bothPatientsOfASwapAreKeys() {
    assertThat(keys("PID|||1^^^MRN\rPV1||I|||||||||||||||||V1^^^VN\rPID|||2^^^MRN\r"))
        .containsExactly(
            key(Kind.MERGE, "mercy", "MRN", "1"),
            key(Kind.VISIT, "mercy", "VN", "V1"),
            key(Kind.MERGE, "mercy", "MRN", "2"));
  }

  @Test
  void theAlternateVisitCountsWhenThereIsNoVisitNumber() {
    String alternate = "|".repeat(50) + "V9^^^VN\r";
    assertThat(keys("PV1" + alternate)).containsExactly(key(Kind.VISIT, "mercy", "VN", "V9"));
  }

  @Test
  void placerAndFillerAreKeysOfTheirOwn() {
    assertThat(keys("PID|||1^^^MRN\rORC|NW|11^EHR|22\rOBR|1|11^EHR|22\rOBR|2|12|22^^2.9\r"))
        .containsExactly(
            key(Kind.PATIENT, "mercy", "MRN", "1"),
            key(Kind.ORDER, "mercy", "adt:EHR", "11"),
            key(Kind.ORDER, "mercy", "filler", "22"),
            key(Kind.ORDER, "mercy", "placer", "12"),
            key(Kind.ORDER, "shared:STATE", "STATE", "22"));
  }

  @Test
  void escapesAreResolvedAndBlanksAreNoNumbers() {
    assertThat(keys("PID|||A\\T\\B ^^^MRN~ ^^^MRN\r"))
        .containsExactly(key(Kind.PATIENT, "mercy", "MRN", "A&B"));
  }

  @Test
  void aMasterFileAndNoiseHaveNoKeys() {
    assertThat(keys("MFI|PRA\r")).isEmpty();
    assertThat(DIALECT.keys(Texts.bytes("noise"), SOURCE, SITE)).isEmpty();
  }

  @Test
  void aPatientAfterUnexpectedSegmentsIsStillFound() {
    assertThat(keys("ZZZ|1\rNTE|1||x\nPID|||1^^^MRN\r"))
        .containsExactly(key(Kind.PATIENT, "mercy", "MRN", "1"));
  }
}
