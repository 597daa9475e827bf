package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.app.command.Cli;
import dev.trestle.app.signoff.Compared;
import dev.trestle.app.signoff.Signoff;
import dev.trestle.app.signoff.SignoffItem;
import dev.trestle.app.signoff.Signoffs;
import dev.trestle.app.signoff.Standing;
import dev.trestle.app.site.SiteText;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.run.RuleWitness;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sign-off shows every rule that fires, keeps what people decided, and notices another mapping.
 */
class SignoffsTest {
  private static final String MRN = "- {name: MRN, aliases: [HOSP], system: 'urn:oid:1.2.3'}";
  private static final String FEED = "mercy/adt";
  private static final List<SiteText> ACTIVE =
      Sites.mercy(Sites.listener("feeds", 0, "tls: false"), MRN, "");

  /** Religion is taken no more: that is one rule, and what one of the messages says. */
  private static final List<SiteText> OTHER =
      Sites.with(
          Sites.mercy(Sites.listener("feeds", 0, "tls: false"), MRN, "layers: [acme]"),
          "mappings/acme.yaml",
          "overlay: acme\nrules:\n  patient.religion: { disable: yes }\n");

  private static final Signoffs.Question QUESTION =
      new Signoffs.Question(Optional.empty(), FEED, 2_000, Signoffs.ITEMS);

  @TempDir private Path folder = Path.of("");

  private static String message(String trigger, int id, String ofPid, String... more) {
    return ("MSH|^~\\&|ADT|B|T|T|20260101120000||ADT^%s|C%d|P|2.5.1\rEVN|%s|20260101120000\r"
                + "PID|1||7%d^^^HOSP^MR||KUNIGUNDE^ADELHEID||19610203|%s\r")
            .formatted(trigger, id, trigger, id, ofPid)
        + String.join("\r", more)
        + "\r";
  }

  /** Many alike, and some that alone show a rule, a row, a segment or a type. */
  private static List<String> traffic() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(message("A08", i, "F", "PV1|1|I|||||||||||||||||V" + i + "^^^HOSP"));
    }
    all.add(message("A08", 40, "M"));
    all.add(message("A01", 41, "F|||||||||CHR", "PV1|1|I|||||||||||||||||V41^^^HOSP"));
    all.add(message("A08", 42, "QQ"));
    all.add(message("A08", 43, "F", "AL1|1|DA|^Penicillin", "ZHB|1|blue"));
    all.add(message("A03", 44, "F", "PV1|1|I|||||||||||||||||V44^^^HOSP"));
    return all;
  }

  private Platform start(SiteChoice site) {
    return Platform.start(PlatformSettings.in(folder.resolve("data"), site, 0), text -> {});
  }

  private Platform started() {
    Platform platform = start(new SiteChoice.Folder(Sites.version(ACTIVE)));
    send(platform, traffic());
    return platform;
  }

  private static void send(Platform platform, List<String> messages) {
    try (MllpClient client =
        new MllpClient(MllpTarget.of("localhost", platform.mllpPort("feeds"), null))) {
      messages.forEach(each -> client.send(each.getBytes(StandardCharsets.US_ASCII)));
    }
    assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
  }

  private static Signoff begin(Platform platform) {
    return platform.signoffs().begin(QUESTION, "eva", (looked, of) -> {});
  }

  private static Signoff decideAll(Platform platform, Signoff signoff) {
    for (SignoffItem item : signoff.items()) {
      platform
          .signoffs()
          .decide(signoff.id(), item.number(), true, "", item.lastDecision(), "dr-meier");
    }
    return platform.signoffs().find(signoff.id());
  }

  /** Rules that say something in a message, found without the pack. */
  private static Set<String> rules(Platform platform, String message) {
    Source source = platform.site().source(SourceName.parse(FEED)).orElseThrow();
    List<String> names =
        MappingTranslator.ofBase().plan(platform.site().mapping(), source.layers()).ruleIds();
    Set<String> said = new TreeSet<>();
    MappingTranslator.ofBase()
        .explain(
            message.getBytes(StandardCharsets.US_ASCII),
            source,
            platform.site(),
            (map, rule, segment, outcome) -> {
              if (rule != null && outcome == RuleWitness.Outcome.SAID) {
                said.add(names.get(rule.ordinal()));
              }
            });
    return said;
  }

  @Test
  void everyRuleThatFiresIsSeenWithFewMessages() {
    try (Platform platform = started()) {
      Signoff signoff = begin(platform);
      List<String> traffic = traffic();
      Set<String> fires = new TreeSet<>();
      traffic.forEach(each -> fires.addAll(rules(platform, each)));
      Set<String> seen = new TreeSet<>();
      signoff
          .items()
          .forEach(item -> seen.addAll(rules(platform, traffic.get((int) item.seq() - 1))));
      assertThat(fires).contains("patient.religion", "patient.gender");
      assertThat(seen).isEqualTo(fires);
      assertThat(signoff.items()).hasSizeLessThanOrEqualTo(7);
      assertThat(signoff.looked()).isEqualTo(traffic.size());
      assertThat(signoff.items())
          .extracting(SignoffItem::seq)
          .as("row M, the type A01, a code in no table, AL1, the type A03")
          .contains(21L, 22L, 23L, 24L, 25L);
      assertThat(signoff.items().stream().flatMap(item -> item.shows().stream()))
          .contains(
              "type ADT^A03",
              "row 0001-gender: M",
              "segment AL1 in ADT^A08",
              "no row in 0001-gender");
      assertThat(signoff.state()).isEqualTo(Signoff.State.OPEN);
      Signoff small =
          platform
              .signoffs()
              .begin(
                  new Signoffs.Question(Optional.empty(), FEED, 2_000, 2),
                  "eva",
                  (looked, of) -> {});
      assertThat(small.items()).hasSize(2);
      assertThat(small.missed()).isNotEmpty();
      assertRefused(
          () ->
              platform.signoffs().check(new Signoffs.Question(Optional.empty(), "mercy/no", 9, 9)),
          ProblemCode.NOT_FOUND);
      assertRefused(
          () -> platform.signoffs().check(new Signoffs.Question(Optional.empty(), FEED, 9, 501)),
          ProblemCode.REQUEST_INVALID);
    }
  }

  @Test
  void whatWasDecidedSurvivesARestartAndNothingOfAPatientIsInClear() {
    long id;
    try (Platform platform = started()) {
      Signoff signoff = begin(platform);
      id = signoff.id();
      assertRefused(
          () -> platform.signoffs().decide(id, 1, false, " ", 0, "dr-meier"),
          ProblemCode.REQUEST_INVALID);
      platform.signoffs().decide(id, 1, false, "KUNIGUNDE has no visit", 0, "dr-meier");
      assertRefused(
          () -> platform.signoffs().decide(id, 1, true, "", 0, "dr-otto"), ProblemCode.CONFLICT);
      assertThat(platform.signoffs().find(id).state()).isEqualTo(Signoff.State.REJECTED);
    }
    try (Platform platform = start(new SiteChoice.Active(Sites.version(ACTIVE).site()))) {
      Signoff again = platform.signoffs().find(id);
      SignoffItem.Decision decision = again.items().get(0).decision().orElseThrow();
      assertThat(decision.actor()).isEqualTo("dr-meier");
      assertThat(decision.comment()).isEqualTo("KUNIGUNDE has no visit");
      assertThat(again.state()).isEqualTo(Signoff.State.REJECTED);
      Signoff all = decideAll(platform, again);
      assertThat(all.state()).isEqualTo(Signoff.State.APPROVED);
      assertThat(all.items().get(0).decisions()).as("nothing is written over").hasSize(2);
      assertThat(platform.signoffs().standing(all)).isEqualTo(Standing.ACTIVE);
      assertNothingIsInClear(platform);
    }
  }

  private static void assertNothingIsInClear(Platform platform) {
    List<String> rows =
        Jdbi.create(platform.database())
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select s::text || encode(s.missed, 'escape') from signoff s
                            union all
                            select i::text || encode(i.shows, 'escape') from signoff_item i
                            union all
                            select d::text || encode(d.comment, 'escape')
                              from signoff_decision d
                            """)
                        .mapTo(String.class)
                        .list());
    assertThat(rows)
        .hasSizeGreaterThan(8)
        .noneMatch(
            row -> row.contains("KUNI") || row.contains("gender") || row.contains("patient."));
  }

  @Test
  void anotherMappingIsNoticedWithItsRulesAndTheItemsToLookAtAgain() {
    try (Platform platform = started()) {
      Signoff before =
          platform
              .signoffs()
              .begin(
                  new Signoffs.Question(
                      Optional.of(Sites.version(OTHER)), FEED, 2_000, Signoffs.ITEMS),
                  "eva",
                  (looked, of) -> {});
      assertThat(platform.signoffs().standing(before)).isEqualTo(Standing.NOT_ACTIVE);
      Signoff signoff = decideAll(platform, begin(platform));
      assertThat(platform.signoffs().rulesThatDiffer(signoff)).contains(List.of());
      assertThat(platform.signoffs().compare(signoff))
          .extracting(Compared::now)
          .containsOnly(Compared.Now.SAME);

      platform.sites().activate(Sites.with(ACTIVE, "NOTES.md", "another"), "eva", "notes only");
      assertThat(platform.signoffs().standing(signoff)).isEqualTo(Standing.OTHER_SITE);
      assertThat(platform.signoffs().compare(signoff))
          .extracting(Compared::now)
          .containsOnly(Compared.Now.SAME);

      platform.sites().activate(OTHER, "eva", "no religion");
      assertThat(platform.signoffs().standing(signoff)).isEqualTo(Standing.EARLIER);
      assertThat(platform.signoffs().standing(before)).isEqualTo(Standing.ACTIVE);
      assertThat(platform.signoffs().rulesThatDiffer(signoff).orElseThrow())
          .isNotEmpty()
          .allMatch(path -> path.startsWith("rule patient.religion"));
      assertThat(platform.signoffs().compare(signoff))
          .filteredOn(each -> each.now() != Compared.Now.SAME)
          .singleElement()
          .satisfies(
              each -> {
                assertThat(each.now()).isEqualTo(Compared.Now.DIFFERS);
                assertThat(entry(signoff, each)).isEqualTo(22);
                assertThat(each.places()).anyMatch(place -> place.startsWith("Patient.extension"));
              });
      assertThat(platform.signoffs().show(signoff.id(), 1).asBegun())
          .as("its own version still makes the charts")
          .isTrue();
    }
  }

  private static long entry(Signoff signoff, Compared compared) {
    return signoff.items().get(compared.item() - 1).seq();
  }

  @Test
  void theCommandLineBeginsItAndShowsWhatIsToBeLookedAtAgainAndTheInterfaceDocumentNamesIt()
      throws IOException {
    String data = folder.resolve("data").toString();
    try (Platform platform = started()) {
      Cli.Result begun = Cli.run("signoff", "start", "--source", FEED, "--data", data);
      assertThat(begun.code()).as(begun.out() + begun.err()).isZero();
      assertThat(begun.out())
          .contains("sign-off 1  mercy/adt  open: 0 of", "of the active mapping")
          .contains("chosen from 25 messages", "/console/signoffs/1")
          .doesNotContain("KUNIGUNDE");
      // It turns out on the way that there is nothing to choose from.
      Cli.Result none = Cli.run("signoff", "start", "--source", "mercy/lab", "--data", data);
      assertThat(none.code()).isOne();
      assertThat(none.err()).contains("no message of this source").doesNotContain("broke off");
      assertThat(Cli.run("signoff", "show", "1", "--data", data).code()).isOne();
      Signoff signoff = decideAll(platform, platform.signoffs().find(1));
      Cli.Result shown = Cli.run("signoff", "show", "1", "--data", data);
      assertThat(shown.code()).as(shown.out()).isZero();
      assertThat(shown.out())
          .contains("approved: %1$d of %1$d approved".formatted(signoff.items().size()))
          .contains(", by dr-meier")
          .doesNotContain("look again", "KUNIGUNDE", "0001-gender: M");
      assertThat(icd(ACTIVE, data))
          .contains(
              "## Clinical sign-off",
              "this one",
              "| Approved | %1$d of %1$d |".formatted(signoff.items().size()),
              "dr-meier");
      assertThat(icd(OTHER, data))
          .contains("The mapping of this document was not signed off", "an earlier one");

      platform.sites().activate(OTHER, "eva", "no religion");
      Cli.Result after = Cli.run("signoff", "show", "1", "--data", data);
      assertThat(after.code()).isOne();
      assertThat(after.out())
          .contains("of an earlier mapping", "differs: rule patient.religion")
          .containsOnlyOnce("look again")
          .contains("entry 22  ADT^A01  approved by dr-meier; look again: Patient.extension");
      assertThat(Cli.run("signoff", "show", "--data", data).out())
          .contains("of an earlier mapping");
      assertAudited(platform, "signoff-start", 2); // what was refused, too
      assertAudited(platform, "signoff-show", 5);
    }
  }

  private String icd(List<SiteText> texts, String data) throws IOException {
    Path site = folder.resolve("site" + texts.size());
    for (SiteText text : texts) {
      Path file = site.resolve(text.path());
      Files.createDirectories(file.getParent());
      Files.writeString(file, text.text());
    }
    Cli.Result result = Cli.run("icd", "--site", site.toString(), "--source", FEED, "--data", data);
    assertThat(result.code()).as(result.err()).isZero();
    return result.out();
  }

  private static void assertAudited(Platform platform, String action, int times) {
    Jdbi jdbi = Jdbi.create(platform.database());
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                jdbi.withHandle(
                        handle ->
                            handle
                                .createQuery(
                                    "select count(*) from audit_event where action = :action")
                                .bind("action", action)
                                .mapTo(Integer.class)
                                .one())
                    == times);
  }

  private static void assertRefused(Runnable call, ProblemCode code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            TrestleException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
