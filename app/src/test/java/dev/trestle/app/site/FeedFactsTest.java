package dev.trestle.app.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.problem.ProblemCategory;
import dev.trestle.kernel.site.ExceptionRules;
import dev.trestle.kernel.site.FeedFacts;
import dev.trestle.kernel.site.FeedState;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SourceName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a site says about its feeds and about whose work exceptions are. */
class FeedFactsTest {
  private static final String LISTENER =
      """
      listeners:
        - name: feeds
          port: 2575
          sources: [mercy/adt, mercy/lab]
          catch-all: mercy/other
      """;
  private static final String MERCY =
      """
      id: mercy
      zone: UTC
      owner: integration team
      vendor-desk: +1 555 0100
      runbook: https://wiki.example.org/mercy
      sources:
        - name: adt
          senders: [{application: ADT}]
        - name: lab
          senders: [{application: LAB}]
          state: shadow
          owner: laboratory
          runbook: |
            Call the laboratory.
            Then stop the feed.
        - name: other
      """;

  @Test
  void aFeedHasWhatItSaysAndElseWhatItsHealthSystemSays() {
    Site site = site(LISTENER, MERCY);
    assertThat(site.feed(SourceName.parse("mercy/adt")))
        .isEqualTo(
            new FeedFacts(
                FeedState.LIVE,
                "integration team",
                "+1 555 0100",
                "https://wiki.example.org/mercy"));
    assertThat(site.feed(SourceName.parse("mercy/lab")))
        .isEqualTo(
            new FeedFacts(
                FeedState.SHADOW,
                "laboratory",
                "+1 555 0100",
                "Call the laboratory.\nThen stop the feed."));
    assertThat(site.feed(SourceName.parse("mercy/none"))).isEqualTo(FeedFacts.LIVE);
  }

  @Test
  void aStateThatIsNotKnownAndATextThatIsEmptyAreMistakes() {
    assertThat(mistakes(LISTENER, MERCY.replace("state: shadow", "state: shadw")))
        .containsExactly(
            "health-systems/mercy.yaml:11: `shadw` is not known here; did you mean `shadow`?");
    assertThat(mistakes(LISTENER, MERCY.replace("owner: laboratory", "owner: ''")))
        .containsExactly(
            "health-systems/mercy.yaml:12: `owner` is empty; write it or leave it out");
    assertThat(mistakes(LISTENER, MERCY.replace("integration team", "x".repeat(4_001))))
        .containsExactly(
            "health-systems/mercy.yaml:3: `owner` is longer than 4000 characters; write the address"
                + " of it");
    assertThat(mistakes(LISTENER, MERCY.replace("owner: laboratory", "vendordesk: x")))
        .singleElement()
        .asString()
        .startsWith("health-systems/mercy.yaml:12: `vendordesk` is not known here; did you mean");
  }

  @Test
  void aCategoryThatIsNotNamedKeepsItsStandard() {
    ExceptionRules rules =
        site(
                LISTENER
                    + """
                    exceptions:
                      identity:
                        owner: HIM desk
                        deadline: 90min
                        runbook: https://wiki.example.org/identity
                      data: {deadline: 2d}
                    """,
                MERCY)
            .exceptionRules();
    assertThat(rules.of(ProblemCategory.IDENTITY))
        .isEqualTo(
            new ExceptionRules.Rule(
                "HIM desk", Duration.ofMinutes(90), "https://wiki.example.org/identity"));
    assertThat(rules.of(ProblemCategory.DATA))
        .isEqualTo(new ExceptionRules.Rule("", Duration.ofDays(2), ""));
    for (ProblemCategory category : ProblemCategory.values()) {
      assertThat(ExceptionRules.STANDARD.of(category).deadline()).isPositive();
    }
    assertThat(rules.of(ProblemCategory.DEFECT).deadline()).isEqualTo(Duration.ofHours(4));
  }

  @Test
  void mistakesOfTheRulesHaveTheirLine() {
    for (String time : List.of("2 hours", "0h", "-1d", "400d", "1h30min", "''")) {
      assertThat(mistakes(LISTENER + "exceptions:\n  data:\n    deadline: " + time + "\n", MERCY))
          .as(time)
          .containsExactly(
              "site.yaml:8: a deadline is written 30min, 4h or 2d, and is at most 366d");
    }
    assertThat(mistakes(LISTENER + "exceptions:\n  dat: {owner: x}\n", MERCY))
        .singleElement()
        .asString()
        .startsWith("site.yaml:7: `dat` is not known here; did you mean `data`?");
    assertThat(mistakes(LISTENER + "exceptions:\n  data: {ownr: x}\n", MERCY))
        .containsExactly("site.yaml:7: `ownr` is not known here; did you mean `owner`?");
    assertThat(mistakes(LISTENER + "exceptions: nobody\n", MERCY))
        .containsExactly("site.yaml:6: expected keys with values");
  }

  @Test
  void aLinkNeedsTwoPersonsWhereTheSiteSaysSo() {
    assertThat(site(LISTENER, MERCY).identity().twoPersons()).isFalse();
    String two = LISTENER + "identity:\n  two-persons: true\n";
    assertThat(site(two, MERCY).identity().twoPersons()).isTrue();
    assertThat(mistakes(two.replace("true", "yes"), MERCY))
        .containsExactly("site.yaml:7: `two-persons` is true or false");
    assertThat(mistakes(two.replace("two-", "too-"), MERCY))
        .singleElement()
        .asString()
        .startsWith("site.yaml:7: `too-persons` is not known here; did you mean `two-persons`?");
    assertThat(site(two, MERCY).identity().automaticTarget()).isEqualTo(0.999);
    String target = two + "  automatic-target: 0.9995\n";
    assertThat(site(target, MERCY).identity().automaticTarget()).isEqualTo(0.9995);
    for (String share : List.of("0.5", "1", "0.99999", "-0.95", "99%")) {
      assertThat(mistakes(target.replace("0.9995", "'" + share + "'"), MERCY))
          .as(share)
          .containsExactly("site.yaml:8: `automatic-target` is a share from 0.9 to 0.9999");
    }
  }

  @Test
  void theAuditIsKeptSixYearsOrLongerAndNeverShorter() {
    assertThat(site(LISTENER, MERCY).retention().auditYears()).isEqualTo(6);
    String ten = LISTENER + "retention:\n  audit-years: 10\n";
    assertThat(site(ten, MERCY).retention().auditYears()).isEqualTo(10);
    for (String years : List.of("5", "0", "-7", "six", "101", "")) {
      assertThat(mistakes(ten.replace("10", "'" + years + "'"), MERCY))
          .as(years)
          .containsExactly(
              "site.yaml:7: `audit-years` is a number from 6 to 100: the law asks for six years at"
                  + " least");
    }
  }

  private static Site site(String site, String mercy) {
    SiteReader.Result result = SiteReader.read(texts(site, mercy));
    assertThat(result.mistakes()).isEmpty();
    return result.site().orElseThrow();
  }

  private static List<String> mistakes(String site, String mercy) {
    return SiteReader.read(texts(site, mercy)).mistakes().stream()
        .map(SiteMistake::toString)
        .toList();
  }

  private static List<SiteText> texts(String site, String mercy) {
    return List.of(
        new SiteText("site.yaml", site), new SiteText("health-systems/mercy.yaml", mercy));
  }
}
