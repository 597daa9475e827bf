package dev.trestle.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a message did, how it differs from another, and who looked at it: in a browser. */
class ConsoleLookTest {
  private static final String ADMISSION =
      "MSH|^~\\&|REG|HOSP|T|T|20260101120000+0000||ADT^A01|C1|P|2.5.1\r"
          + "EVN|A01|20260101120000+0000\r"
          + "PID|1||4711^^^HOSP^MR||KUNIGUNDE^ADELHEID||19610203|F\r"
          + "PV1|1|I|||||||||||||||||V77^^^HOSP\r";
  private static final String UPDATE =
      ADMISSION
          .replace("|C1|", "|C2|")
          .replace("ADT^A01", "ADT^A08")
          .replace("20260101120000", "20260101130000")
          .replace("ADELHEID", "ADELE");

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Browser browser;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static RunningConsole console;

  @BeforeAll
  static void start() {
    browser = Browser.start();
    console = RunningConsole.start(folder.resolve("data"));
    console.send(ADMISSION, UPDATE, ADMISSION);
  }

  @AfterEach
  void closeWindows() {
    browser.closeWindows();
  }

  @AfterAll
  static void stop() {
    if (console != null) {
      console.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  void everyCauseLeadsToWhatCameOfItAndToAFile() throws Exception {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/messages/1"));
    page.getByText("What came of it").click();
    assertThat(page.locator("#answer").innerText()).contains("entry 1");
    assertThat(page.getByLabel("Versions", new Page.GetByLabelOptions().setExact(true)).innerText())
        .contains("Patient", "Encounter", "version 2");
    Download file = page.waitForDownload(() -> page.getByText("Export as CSV").click());
    List<String> lines = Files.readAllLines(file.path());
    assertThat(lines.get(0)).startsWith("entry,source,type,id");
    assertThat(lines).anyMatch(line -> line.startsWith("1,default/any,Patient,"));
    assertThat(lines.toString()).doesNotContain("KUNIGUNDE");

    Locator feed = form(page, "What a feed sent");
    feed.getByLabel("From (UTC)").fill("2020-01-01T00:00");
    feed.getByLabel("To (UTC)").fill("2099-01-01T00:00");
    feed.getByText("Show what came of it").click();
    assertThat(page.locator("#answer").innerText()).contains("source default/any");
    assertThat(page.locator(".balance").innerText()).containsPattern("[34]\nentries");

    String mapping = page.locator("#mappings option").first().getAttribute("value");
    form(page, "What a mapping translated").getByLabel("Mapping").fill(mapping.substring(0, 12));
    form(page, "What a mapping translated").getByText("Show what came of it").click();
    assertThat(page.locator(".balance").innerText()).contains("1\npersons");

    form(page, "One message").getByLabel("Entry").fill("3");
    form(page, "One message").getByText("Show what came of it").click();
    assertThat(page.getByText("Nothing came of it.").count()).isOne();
    form(page, "A link").getByLabel("Link").fill("99");
    form(page, "A link").getByText("Show what came of it").click();
    assertThat(page.locator("main").innerText()).contains("There is no link 99");
  }

  private static Locator form(Page page, String title) {
    return page.locator("form", new Page.LocatorOptions().setHasText(title));
  }

  @Test
  void aRowOfATableIsSearchedAndItsCodeStandsInNoAddress() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/impact"));
    List<String> addresses = new ArrayList<>();
    page.onRequest(request -> addresses.add(request.url()));
    Locator form = form(page, "A row of a code table");
    form.getByLabel("Table").selectOption("0001-gender");
    form.getByLabel("Code, as it is sent").fill("F");
    form.getByText("Search").click();
    page.waitForURL("**/impact?search=*");
    assertThat(page.locator("#answer").innerText()).contains("row F of table 0001-gender");
    assertThat(page.locator(".balance").innerText()).contains("1\npatients");
    assertThat(addresses).noneMatch(url -> url.contains("gender"));
    page.navigate(console.address("/impact?search=99"));
    assertThat(page.locator("main").innerText()).contains("There is no search 99");
    page.navigate(console.address("/impact?message=1&link=1"));
    assertThat(page.locator("main").innerText()).contains("One cause at a time");
    page.navigate(console.address("/impact?message=x"));
    assertThat(page.locator("h1").innerText()).isEqualTo("That did not work");
  }

  @Test
  void whatImpactShowedAndGaveAwayStandsInTheAuditAndItsReport() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/impact?message=2"));
    page.waitForDownload(() -> page.getByText("as JSON lines").click());
    for (String action : List.of("impact", "impact-export")) {
      Awaitility.await(action)
          .untilAsserted(
              () -> {
                page.navigate(console.address("/audit?action=" + action));
                assertThat(page.locator("tbody").innerText()).contains("entry 2");
              });
    }
  }

  @Test
  void twoMessagesAreComparedFieldByFieldFromAnyOfThem() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/messages/2"));
    page.getByText("With the one before of this feed").click();
    page.waitForURL("**/messages/1/difference/2");
    Locator person = page.locator("details.card", new Page.LocatorOptions().setHasText("PID"));
    assertThat(person.locator("table").first().innerText())
        .contains("PID-5", "Patient Name", "KUNIGUNDE^ADELHEID", "KUNIGUNDE^ADELE")
        .doesNotContain("19610203");
    assertThat(person.getByText("fields are the same").count()).isOne();
    assertThat(Browser.barriers(page)).isEmpty();

    page.navigate(console.address("/messages/3"));
    page.getByText("With the first copy").click();
    page.waitForURL("**/messages/1/difference/3");
    assertThat(page.locator(".state.good").innerText()).contains("is the same");
    page.navigate(console.address("/messages/3"));
    page.getByLabel("With entry").fill("2");
    page.getByText("Compare", new Page.GetByTextOptions().setExact(true)).last().click();
    page.waitForURL("**/messages/2/difference/3");
    page.navigate(console.address("/messages/1/difference?with=before"));
    assertThat(page.locator("main").innerText()).contains("the first of its feed");
    page.navigate(console.address("/messages/1/difference/77"));
    assertThat(page.locator("main").innerText()).contains("There is no entry 77");
  }

  @Test
  void anAnalystSeesThatSomethingDiffersAndNotWho() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    Page other = browser.window(1200, ColorScheme.DARK);
    console.signIn(other, "ines", console.person(page, "ines", "analyze"));
    other.navigate(console.address("/messages/1/difference/2"));
    assertThat(other.content())
        .contains("xxxxxxxxx^xxxxxxxx", "xxxxxxxxx^xxxxx")
        .doesNotContain("KUNIGUNDE", "4711");
    assertThat(other.locator(".tag.attention").first().innerText()).isEqualTo("3 changed");
    assertThat(Browser.barriers(other)).isEmpty();
    assertThat(other.navigate(console.address("/messages/1/looks")).status()).isEqualTo(403);
  }

  @Test
  void whoOpenedComparedAndDownloadedAMessageIsToldByTheMessage() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    console.send(UPDATE.replace("|C2|", "|C4|"));
    page.navigate(console.address("/messages?state=unchanged"));
    String seq = page.locator("tbody th a").first().innerText();
    page.navigate(console.address("/messages/" + seq + "/looks"));
    assertThat(page.getByText("Nobody has opened it.").count()).isOne();
    page.navigate(console.address("/messages/" + seq + "/content"));
    page.waitForDownload(() -> page.getByText("Download").click());
    page.navigate(console.address("/messages/1/difference/" + seq));

    Page auditor = browser.window(390, ColorScheme.LIGHT);
    console.signIn(auditor, "iris", console.person(page, "iris", "audit"));
    Awaitility.await()
        .untilAsserted(
            () -> {
              auditor.navigate(console.address("/messages/" + seq + "/looks"));
              assertThat(auditor.locator("tbody tr").allInnerTexts())
                  .hasSize(3)
                  .allMatch(row -> row.contains("admin"))
                  .anyMatch(row -> row.contains("compared"))
                  .anyMatch(row -> row.contains("downloaded"));
            });
    assertThat(auditor.locator("tbody tr").last().innerText()).contains("opened");
    assertThat(Browser.barriers(auditor)).isEmpty();
    assertThat(auditor.navigate(console.address("/messages/" + seq)).status()).isEqualTo(403);
  }

  @Test
  void noPageHasABarrierInAnyColourOrWidth() {
    List<String> barriers = new ArrayList<>();
    for (Browser.Look look : Browser.LOOKS) {
      Page page = console.signIn(browser.window(look));
      for (String path :
          List.of(
              "/impact",
              "/impact?message=1",
              "/messages/2",
              "/messages/1/difference/2",
              "/messages/1/looks")) {
        page.navigate(console.address(path));
        barriers.addAll(Browser.barriers(page));
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
            .as("%s is as wide as the window", path)
            .isLessThanOrEqualTo(look.width());
      }
    }
    assertThat(barriers).isEmpty();
  }
}
