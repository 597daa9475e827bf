package dev.trestle.semantics.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.Authority;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuthorityResolutionTest {
  private static final Source ADT = source("mercy/adt");
  private static final Source LAB = source("mercy/lab");
  private static final Source OTHER = source("grace/adt");
  private static final Site SITE =
      new Site(
          "0",
          List.of(
              new HealthSystem(
                  "mercy",
                  ZoneOffset.UTC,
                  List.of(
                      new Authority("MRN", List.of("HOSP", "1.2.3"), "urn:a", false, true),
                      new Authority("STATE", List.of(), "urn:s", true, false)),
                  List.of(ADT, LAB)),
              new HealthSystem(
                  "grace",
                  ZoneOffset.UTC,
                  List.of(
                      new Authority("MRN", List.of(), "urn:b", false, false),
                      new Authority("STATE", List.of("ST"), "urn:s", true, false)),
                  List.of(OTHER))),
          List.of());

  private static Source source(String name) {
    return Source.named(SourceName.parse(name), ZoneOffset.UTC).build();
  }

  private static ScopedIdentifier resolve(String namespace, String universalId, Source source) {
    return AuthorityResolution.resolve(" 007 ", namespace, universalId, source, SITE);
  }

  @Test
  void feedsOfOneHealthSystemShareItsAuthorities() {
    ScopedIdentifier byName = resolve("HOSP", "", ADT);
    assertThat(byName).isEqualTo(resolve("", "1.2.3", LAB));
    assertThat(byName.scope()).isEqualTo("mercy");
    assertThat(byName.authority()).isEqualTo("MRN");
    assertThat(byName.value()).isEqualTo("7");
  }

  @Test
  void theSameNameAtTwoHealthSystemsNeverCollides() {
    assertThat(resolve("MRN", "", ADT).scope()).isNotEqualTo(resolve("MRN", "", OTHER).scope());
  }

  @Test
  void aSharedAuthorityIsOneSpaceOfNumbers() {
    ScopedIdentifier here = resolve("STATE", "", ADT);
    ScopedIdentifier there = resolve("ST", "", OTHER);
    assertThat(here.scope()).isEqualTo("shared:STATE").isEqualTo(there.scope());
    assertThat(here.value()).isEqualTo("007").isEqualTo(there.value());
  }

  @Test
  void anUnlistedAuthorityIsPrivateToItsFeed() {
    ScopedIdentifier adt = resolve("X", "", ADT);
    assertThat(adt.authority()).isEqualTo("adt:X");
    assertThat(adt.listed()).isNull();
    assertThat(resolve("X", "", LAB).authority()).isEqualTo("lab:X");
    assertThat(resolve("", "9.9", ADT).authority()).isEqualTo("adt:9.9");
    assertThat(resolve("", "", ADT).authority()).isEqualTo("adt:");
  }

  @Test
  void theNumberIsNotPrinted() {
    assertThat(resolve("MRN", "", ADT).toString()).doesNotContain("7");
  }
}
