package dev.trestle.kernel.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.site.Source.Sender;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteTest {
  private static final ClientIdentity ENGINE =
      new ClientIdentity("CN=engine,O=Mercy", "ab".repeat(32));
  private static final Source ANY = source("any");
  private static final Source FACILITY = source("facility", new Sender("", "LAB"));
  private static final Source BOTH = source("both", new Sender("A", "LAB"));

  @Test
  void theFirstSourceOfTheListenerThatFitsTakesTheMessage() {
    assertThat(taker(List.of(FACILITY, BOTH), "A", "LAB")).isEqualTo("facility");
    assertThat(taker(List.of(BOTH, FACILITY), "A", "LAB")).isEqualTo("both");
    assertThat(taker(List.of(BOTH, FACILITY), "B", "LAB")).isEqualTo("facility");
    assertThat(taker(List.of(BOTH, FACILITY), "A", "")).isEqualTo("any");
  }

  @Test
  void aCertificateTellsApartWhoSaysTheSame() {
    Source bound =
        BOTH.toBuilder()
            .certificates(new CertificateList(List.of("o=Mercy , cn=engine".replace(" ,", ","))))
            .build();
    Source byFingerprint =
        BOTH.toBuilder()
            .certificates(new CertificateList(List.of("AB:".repeat(31) + "AB")))
            .build();
    assertThat(byFingerprint.certificates().permits(ENGINE)).isTrue();
    assertThat(byFingerprint.certificates().permits(null)).isFalse();
    assertThat(bound.certificates().permits(new ClientIdentity("CN=other", "00"))).isFalse();
    Site site = site(List.of(byFingerprint, FACILITY), ANY);
    Listener listener = site.listeners().get(0);
    assertThat(site.sourceOn(listener, "A", "LAB", ENGINE)).contains(byFingerprint);
    assertThat(site.sourceOn(listener, "A", "LAB", null))
        .as("another that fits")
        .contains(FACILITY);
    Site alone = site(List.of(byFingerprint), ANY);
    assertThat(alone.sourceOn(alone.listeners().get(0), "A", "LAB", null))
        .as("the catch-all takes no impostor")
        .isEmpty();
    assertThat(alone.sourceOn(alone.listeners().get(0), "X", "Y", null)).contains(ANY);
  }

  @Test
  void aSourceThatIsNotThereIsRefused() {
    Listener listener =
        new Listener("in", "127.0.0.1", 0, true, false, List.of(BOTH.name()), ANY.name());
    HealthSystem system = new HealthSystem("mercy", ZoneOffset.UTC, List.of(), List.of(ANY));
    assertThatThrownBy(() -> new Site("0", List.of(system), List.of(listener)))
        .hasMessageContaining("mercy/both");
  }

  private static String taker(List<Source> order, String application, String facility) {
    Site site = site(order, ANY);
    return site.sourceOn(site.listeners().get(0), application, facility).name().feed();
  }

  private static Site site(List<Source> order, Source catchAll) {
    List<Source> all = new java.util.ArrayList<>(order);
    all.add(catchAll);
    Listener listener =
        new Listener(
            "in",
            "127.0.0.1",
            0,
            true,
            false,
            order.stream().map(Source::name).toList(),
            catchAll.name());
    return new Site(
        "0", List.of(new HealthSystem("mercy", ZoneOffset.UTC, List.of(), all)), List.of(listener));
  }

  private static Source source(String feed, Sender... senders) {
    return Source.named(new SourceName("mercy", feed), ZoneOffset.UTC)
        .senders(List.of(senders))
        .build();
  }
}
