package dev.trestle.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.Site;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose messages have to be finished before a site changes. */
class KeyRulesTest {
  private static final String SITE =
      """
      listeners:
        - {name: north, port: 1, sources: [north/adt, north/lab], catch-all: north/other}
        - {name: south, port: 2, sources: [south/adt], catch-all: south/other}
      """;
  private static final String NORTH =
      """
      id: north
      zone: UTC
      authorities:
        - {name: MRN, system: "urn:north"}
        - {name: STATE, system: "urn:state", shared: true}
      sources:
        - {name: adt, senders: [{application: ADT}]}
        - {name: lab, senders: [{application: LAB}]}
        - {name: other}
      """;
  private static final String SOUTH =
      """
      id: south
      zone: UTC
      authorities:
        - {name: MRN, system: "urn:south"}
      sources:
        - {name: adt, senders: [{application: ADT}]}
        - {name: other}
      """;

  @Test
  void whatHasNoPartInKeysConcernsNobody() {
    assertThat(concerned(SITE, NORTH.replace("name: lab,", "name: lab, null: ignore,"), SOUTH))
        .isEmpty();
    assertThat(concerned(SITE, NORTH.replace("zone: UTC", "zone: Europe/Berlin"), SOUTH)).isEmpty();
    assertThat(concerned(SITE.replace("port: 1,", "port: 1, tls: false,"), NORTH, SOUTH)).isEmpty();
  }

  @Test
  void rulesOfKeysConcernTheListenersOfTheHealthSystem() {
    assertThat(concerned(SITE, NORTH.replace("name: MRN,", "name: MRN, aliases: [X],"), SOUTH))
        .containsExactly("north");
    assertThat(
            concerned(
                SITE, NORTH.replace("name: lab,", "name: lab, patient-authorities: [MRN],"), SOUTH))
        .containsExactly("north");
    assertThat(concerned(SITE, NORTH, SOUTH.replace("name: adt,", "name: adt, charset: UTF-16,")))
        .containsExactly("south");
  }

  @Test
  void healthSystemsThatShareAnAuthorityAreConcernedTogether() {
    String sharing =
        SOUTH.replace(
            "\"urn:south\"}",
            "\"urn:south\"}\n  - {name: ST, system: \"urn:state\", shared: true}");
    assertThat(concerned(SITE, NORTH, sharing)).containsExactly("north", "south");
  }

  @Test
  void anotherRouteConcernsItsListener() {
    assertThat(concerned(SITE.replace("[north/adt, north/lab]", "[north/adt]"), NORTH, SOUTH))
        .containsExactly("north");
    assertThat(concerned(SITE, NORTH, SOUTH.replace("application: ADT", "facility: S")))
        .containsExactly("south");
    assertThat(concerned(SITE.replace("name: south", "name: souths"), NORTH, SOUTH))
        .containsExactly("south", "souths");
  }

  @Test
  void aNewSourceThatNobodyListsConcernsNobody() {
    assertThat(concerned(SITE, NORTH + "  - {name: more}\n", SOUTH)).isEmpty();
  }

  @Test
  void aFeedThatEntersOrLeavesItsShadowConcernsItsListener() {
    String shadow = SOUTH.replace("name: adt,", "name: adt, state: shadow,");
    String caught = SOUTH.replace("{name: other}", "{name: other, state: shadow}");
    assertThat(concerned(SITE, NORTH, shadow)).containsExactly("south");
    assertThat(concerned(SITE, NORTH, caught)).containsExactly("south");
    assertThat(KeyRules.concerned(read(SITE, NORTH, shadow), read(SITE, NORTH, SOUTH)))
        .containsExactly("south");
    assertThat(concerned(SITE, NORTH, SOUTH.replace("name: adt,", "name: adt, state: pilot,")))
        .isEmpty();
  }

  private static Iterable<String> concerned(String site, String north, String south) {
    return KeyRules.concerned(read(SITE, NORTH, SOUTH), read(site, north, south));
  }

  private static Site read(String site, String north, String south) {
    return SiteVersion.of(
            List.of(
                new SiteText("site.yaml", site),
                new SiteText("health-systems/north.yaml", north),
                new SiteText("health-systems/south.yaml", south)),
            "of a test")
        .site();
  }
}
