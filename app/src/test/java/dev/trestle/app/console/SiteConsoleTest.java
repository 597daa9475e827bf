package dev.trestle.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.trestle.app.site.SiteText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the site, edited in the browser. */
class SiteConsoleTest {
  private static final String MERCY =
      """
      id: mercy
      zone: UTC
      sources:
        - name: adt
          senders: [{application: REG}]
        - name: other
      """;

  /** With line ends of another system, and a blank first line: an untouched file stays as it is. */
  private static final List<SiteText> SITE =
      List.of(
          new SiteText(
              "site.yaml",
              """

              listeners:
                - name: mllp
                  port: 0
                  tls: false
                  sources: [mercy/adt]
                  catch-all: mercy/other
              """
                  .replace("\n", "\r\n")),
          new SiteText("health-systems/mercy.yaml", MERCY),
          new SiteText("README.md", "<textarea></textarea> & \"notes\"\n"));

  private static final String PROFILE =
      """
      {"resourceType": "StructureDefinition", "url": "http://mercy.example/Mercy", "name": "Mercy",
       "type": "Patient", "derivation": "constraint",
       "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient",
       "differential": {"element": [{"path": "Patient.birthDate", "constraint": [
         {"key": "mp-1", "severity": "error", "human": "not in the future"}]}]}}
      """;

  private static final String ADMISSION =
      "MSH|^~\\&|REG|MERCY|T|T|20260302081500+0000||ADT^A01|S1|P|2.5.1\r"
          + "EVN|A01|20260302081500+0000\r"
          + "PID|1||4711^^^HOSP^MR||BERGMANN^ILSE||19610203|F\r";

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // before each test
  private Browser browser;

  @SuppressWarnings("NullAway.Init") // before each test
  private RunningConsole console;

  @BeforeEach
  void start() {
    browser = Browser.start();
    console = RunningConsole.start(folder.resolve("data"), SITE);
  }

  @AfterEach
  void stop() {
    if (console != null) {
      console.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void aMistakeIsShownWithItsLineThenMendedActivatedSeenInTheHistoryAndRolledBack() {
    console.send(ADMISSION);
    String first = console.platform().site().version();
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/site"));
    page.getByText("Edit the active files").click();
    Locator mercy = page.getByLabel("health-systems/mercy.yaml", exact());
    assertThat(mercy.inputValue()).isEqualTo(MERCY);

    mercy.fill(MERCY.replace("- name: adt\n", "- name: adt\n    state: shadwo\n"));
    button(page, "Check").click();
    page.getByText("1 mistake", new Page.GetByTextOptions().setExact(true)).waitFor();
    assertThat(page.locator("#checked").innerText())
        .contains("health-systems/mercy.yaml, line 5", "did you mean `shadow`?");
    page.locator("#checked a").click();
    assertThat(
            page.evaluate(
                "document.activeElement.value.slice(document.activeElement.selectionStart,"
                    + " document.activeElement.selectionEnd)"))
        .as("the line is selected")
        .isEqualTo("    state: shadwo");
    activate(page, "compare first");
    assertThat(page.locator(".state.attention").innerText()).contains("has a mistake", ":5:");
    assertThat(console.platform().site().version()).isEqualTo(first);

    mercy.fill(mercy.inputValue().replace("shadwo", "shadow"));
    button(page, "Check").click();
    page.getByText("no mistake").waitFor();
    assertThat(page.locator("[aria-label=Changes] tbody tr").allInnerTexts())
        .singleElement()
        .asString()
        .contains("health-systems/mercy.yaml sources[adt].state", "not written", "shadow");
    assertThat(page.locator("#checked").innerText())
        .contains("Messages of mllp wait", "Not replayed yet");
    button(page, "Replay on recent messages").click();
    page.getByText("1 of 1 differ").waitFor();
    assertThat(mercy.inputValue()).as("the form stays").contains("state: shadow");
    seeTheReplay();
    activate(page, "compare first");
    page.getByText("The active site is").waitFor();
    String second = console.platform().site().version();
    assertThat(second).isNotEqualTo(first);

    page.locator("tbody tr").first().getByText("changes").click();
    assertThat(page.locator("main").innerText())
        .contains("compare first", "admin", "sources[adt].state", "shadow")
        .contains("replay 1: 1 of 1 differ");
    page.navigate(console.address("/site"));
    Locator old = page.locator("tbody tr").last();
    old.getByLabel("Reason").fill("not yet");
    old.getByText("Go back").click();
    page.getByText("1 values differ").waitFor();
    assertThat(console.platform().site().version()).as("the same version again").isEqualTo(first);
    assertThat(Browser.barriers(page)).isEmpty();
    assertThat(complaints()).isEmpty();
  }

  /** In both colours, narrow and wide; and what an analyst sees of it. */
  private void seeTheReplay() {
    for (Browser.Look look : Browser.LOOKS) {
      Page page = console.signIn(browser.window(look));
      page.navigate(console.address("/replays/1"));
      assertThat(page.locator("main").innerText()).contains("1 of 1 differ", "treated as");
      assertThat(Browser.barriers(page)).isEmpty();
      page.getByText("before and after").last().click();
      page.waitForURL(console.address("/replays/1/messages/1"));
      assertThat(page.locator("[aria-label='Before and after'] tbody tr").allInnerTexts())
          .singleElement()
          .asString()
          .contains("treated as", "applied", "filtered: the feed is in shadow");
      assertThat(Browser.barriers(page)).isEmpty();
      assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
          .isLessThanOrEqualTo(look.width());
    }
  }

  @Test
  void aFileIsAddedAndRemovedAndWhatIsNotTouchedKeepsItsBytes() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/site/edit"));
    page.getByLabel("New file").fill("notes/lab.md");
    button(page, "Add").click();
    Locator added = page.getByLabel("notes/lab.md", exact());
    added.fill("\nCall first.\n");
    button(page, "Remove README.md").click();
    assertThat(page.getByLabel("README.md", exact()).count()).isZero();
    assertThat(added.inputValue()).isEqualTo("\nCall first.\n");
    page.getByLabel("New file").fill("site.yaml");
    button(page, "Add").click();
    assertThat(page.locator(".state.attention").innerText()).contains("not there yet");
    activate(page, "a note");
    page.getByText("The active site is").waitFor();
    page.navigate(console.address("/site/edit"));
    activateNothing(page);
    assertThat(page.locator(".state.attention").innerText()).contains("is active already");
  }

  @Test
  void whatOfAProfileIsNotCheckedIsToldByTheCheck() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/site/edit"));
    page.getByLabel("New file").fill("profiles/mercy.json");
    button(page, "Add").click();
    page.getByLabel("profiles/mercy.json", exact()).fill(PROFILE);
    button(page, "Check").click();
    page.getByText("no mistake").waitFor();
    assertThat(page.locator("#checked details").count()).as("no source names it").isZero();
    page.getByLabel("health-systems/mercy.yaml", exact())
        .fill(
            MERCY.replace(
                "- name: adt\n", "- name: adt\n    profiles: [http://mercy.example/Mercy]\n"));
    button(page, "Check").click();
    page.getByText("Of the profiles, one thing is not checked").click();
    assertThat(page.locator("#checked details li").allInnerTexts())
        .singleElement()
        .asString()
        .contains("profiles/mercy.json", "not checked of Mercy: invariant mp-1");
    assertThat(complaints()).isEmpty();
  }

  /** Nothing was touched: it is the same version, to the byte. */
  private static void activateNothing(Page page) {
    button(page, "Check").click();
    page.getByText("No value differs.").waitFor();
    activate(page, "nothing");
  }

  @Test
  void whoBeganBeforeAnotherActivationIsTold() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    Page other = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/site/edit"));
    other.navigate(console.address("/site/edit"));
    for (Page each : List.of(page, other)) {
      Locator notes = each.getByLabel("README.md", exact());
      assertThat(notes.inputValue()).isEqualTo("<textarea></textarea> & \"notes\"\n");
      notes.fill(each == page ? "mine\n" : "theirs and more\n");
    }
    activate(other, "first");
    other.getByText("The active site is").waitFor();
    activate(page, "second");
    assertThat(page.locator(".state.attention").innerText())
        .contains("Another version was activated since you began");
    activate(page, "second, seen");
    page.getByText("The active site is").waitFor();
    assertThat(page.locator("tbody tr").count()).isEqualTo(3);
  }

  @Test
  void thePageOfFilesHasNoBarrierInAnyColourOrWidth() {
    List<String> barriers = new ArrayList<>();
    for (Browser.Look look : Browser.LOOKS) {
      Page page = console.signIn(browser.window(look));
      for (String path : List.of("/site", "/site/edit", "/site/changes/1")) {
        page.navigate(console.address(path));
        if (path.endsWith("edit")) {
          button(page, "Check").click();
          page.getByText("No value differs.").waitFor();
        }
        barriers.addAll(Browser.barriers(page));
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
            .as("%s is as wide as the window", path)
            .isLessThanOrEqualTo(look.width());
      }
    }
    assertThat(barriers).isEmpty();
    assertThat(complaints()).isEmpty();
  }

  private List<String> complaints() {
    return browser.complaints().stream()
        .filter(text -> !text.contains("Failed to load resource"))
        .toList();
  }

  private static void activate(Page page, String why) {
    page.getByLabel("Reason").fill(why);
    button(page, "Activate").click();
    page.waitForLoadState();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Page.GetByLabelOptions exact() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
