package dev.trestle.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.trestle.app.site.SiteText;
import dev.trestle.transport.mllp.MllpFrames;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One feed in the browser: who is to be asked, stop and start, gaps, its messages as a file. */
class FeedConsoleTest {
  private static final List<SiteText> SITE =
      List.of(
          new SiteText(
              "site.yaml",
              """
              listeners:
                - name: mllp
                  port: 0
                  tls: false
                  sources: [mercy/adt, mercy/lab]
                  catch-all: mercy/other
              exceptions:
                identity:
                  owner: information desk
                  deadline: 3d
                  runbook: https://wiki.example.org/identity
              """),
          new SiteText(
              "health-systems/mercy.yaml",
              """
              id: mercy
              zone: UTC
              owner: integration team
              vendor-desk: +1 555 0100
              sources:
                - name: adt
                  senders: [{application: REG}]
                  state: pilot
                  runbook: |
                    <script>alert(1)</script>
                    Call the ward.
                - name: lab
                  senders: [{application: LAB}]
                  state: shadow
                  runbook: https://wiki.example.org/lab
                - name: other
              """));
  private static final int MESSAGES = 30;
  private static final int MISSING = 12;

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Browser browser;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static RunningConsole console;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.start();
    console = RunningConsole.start(folder.resolve("data"), SITE);
    List<String> messages = new ArrayList<>();
    for (int i = 1; i <= MESSAGES; i++) {
      if (i != MISSING) {
        messages.add(admission("M" + (1_000 + i), "47" + i));
      }
    }
    messages.add(admission("M" + (1_000 + MESSAGES), "47" + MESSAGES));
    messages.add(admission("L1", "5000").replace("|REG|", "|LAB|"));
    messages.add(
        admission("M" + (1_001 + MESSAGES), "471")
            .replace("471^^^HOSP^MR", "")
            .replace("OTTO^KARL", "MAYER^EVE"));
    console.send(messages.toArray(String[]::new));
    try (Socket socket = new Socket("localhost", console.platform().mllpPort("mllp"))) {
      socket.getOutputStream().write("\u000bMSH|cut".getBytes(StandardCharsets.US_ASCII));
    }
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
  void aFeedShowsItsStateAndWhoIsToBeAsked() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    assertThat(page.locator("table").first().innerText()).contains("pilot", "shadow");
    page.navigate(console.address("/feeds"));
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("mercy/adt").setExact(true))
        .click();
    assertThat(page.locator("h1").innerText()).contains("mercy/adt", "pilot", "running");
    assertThat(page.locator("dl").innerText())
        .contains("integration team", "+1 555 0100", "Call the ward.", "<script>alert(1)");
    page.navigate(console.address("/feeds/mercy/lab"));
    assertThat(page.locator(".state").innerText()).contains("nothing of them is applied");
    assertThat(page.getByText("https://wiki.example.org/lab").getAttribute("href"))
        .isEqualTo("https://wiki.example.org/lab");
    page.locator(".figure", new Page.LocatorOptions().setHasText("filtered")).click();
    assertThat(page.locator("tbody").innerText()).contains("feed-shadow");
    assertThat(page.navigate(console.address("/feeds/mercy/none")).status()).isEqualTo(404);
    assertThat(page.content()).contains("There is no source mercy/none");
  }

  @Test
  void aCutFrameStandsOnThePageOfTheFeedsOfItsListener() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              page.navigate(console.address("/feeds/mercy/adt"));
              return page.locator("[aria-label=Incidents]").innerText().contains("frame-cut");
            });
    page.navigate(console.address("/feeds"));
    assertThat(page.locator("[aria-label=Incidents]").innerText()).contains("frame-cut", "mllp");
  }

  @Test
  void aFeedIsStoppedAndStartedFromItsPage() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/feeds/mercy/other"));
    decide(page, "Stop", "the engine is moved");
    assertThat(page.locator("h1").innerText()).contains("stopped");
    decide(page, "Start", "it runs again");
    assertThat(page.locator(".history").innerText())
        .contains("the engine is moved", "it runs again", "admin");
  }

  private static void decide(Page page, String what, String why) {
    Locator form =
        page.locator("form.line").filter(new Locator.FilterOptions().setHas(button(page, what)));
    form.getByLabel("Reason").fill(why);
    form.getByRole(AriaRole.BUTTON).click();
    page.locator(".history li", new Page.LocatorOptions().setHasText(why)).waitFor();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  void theNumberThatIsMissingIsFoundWithTheEntriesOnBothSides() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/feeds/mercy/adt"));
    page.getByText("Look for gaps").click();
    assertThat(page.locator("main").innerText())
        .contains("32 messages were looked into".replace("32", String.valueOf(MESSAGES + 1)))
        .contains("The messages have none.");
    String gap = page.locator("tr", new Page.LocatorOptions().setHasText("gap")).innerText();
    assertThat(gap.split("\\s+")).containsExactly("gap", "1012", "1", "11", "12");
    assertThat(page.locator("tbody").innerText()).contains("again, the same bytes");
    assertThat(Browser.barriers(page)).isEmpty();
    page.navigate(console.address("/feeds/mercy/lab/gaps"));
    assertThat(page.locator("main").innerText()).contains("They are not running numbers.");
  }

  @Test
  void theLastMessagesAreDownloadedForAReasonAndTheAuditHasIt() throws Exception {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/feeds/mercy/adt"));
    Locator form =
        page.locator("form.filter")
            .filter(new Locator.FilterOptions().setHas(button(page, "Download the last")));
    form.getByLabel("The last").fill("2");
    form.getByLabel("Reason").fill("the vendor asks");
    Download download = page.waitForDownload(() -> form.getByRole(AriaRole.BUTTON).click());
    assertThat(download.suggestedFilename()).isEqualTo("mercy-adt.hl7");
    List<byte[]> messages = MllpFrames.split(Files.readAllBytes(download.path())).messages();
    assertThat(messages).hasSize(2);
    assertThat(new String(messages.get(1), StandardCharsets.UTF_8)).contains("MAYER^EVE");
    page.navigate(console.address("/audit?action=message-export"));
    assertThat(page.locator("tbody").innerText())
        .contains("mercy/adt, last 2, 2 messages: the vendor asks", "admin");
  }

  @Test
  void aMessageIsTriedAndLeavesNothingButThatItWasTried() {
    long received = console.platform().balance().received();
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/feeds/mercy/adt"));
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Try a message")).click();
    Locator text = page.getByLabel("Message, one line for each segment");
    text.fill("hello");
    button(page, "Try").click();
    page.getByText("does not begin with MSH").waitFor();
    text.fill(admission("T1", "9000").replace("KARL", "J\u00f6rg").replace('\r', '\n'));
    button(page, "Try").click();
    page.getByText("It would be").waitFor();
    assertThat(page.locator("h2").first().innerText()).contains("applied");
    assertThat(page.locator("pre").first().textContent()).contains("Patient-", "J\u00f6rg");
    assertThat(Browser.barriers(page)).isEmpty();
    page.navigate(console.address("/feeds/mercy/lab/try"));
    text.fill(admission("T1", "9000").replace('\r', '\n'));
    button(page, "Try").click();
    page.getByText("It would be").waitFor();
    assertThat(page.locator("h2").first().innerText()).contains("filtered");
    assertThat(console.platform().balance().received()).isEqualTo(received);
    page.navigate(console.address("/audit?action=message-try"));
    assertThat(page.locator("tbody").innerText())
        .contains("mercy/adt", "mercy/lab")
        .doesNotContain("9000");
  }

  @Test
  void anExceptionShowsWhoseWorkItIsByTheSite() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/exceptions"));
    assertThat(page.locator("table").first().innerText())
        .contains("information desk", "within 3 d", "https://wiki.example.org/identity");
    assertThat(page.locator("table").last().innerText()).contains("information desk", "in 2 d");
    page.locator("table").last().locator("tbody th a").first().click();
    assertThat(page.locator("dl").innerText())
        .contains("information desk", "https://wiki.example.org/identity", "in 2 d");
    assertThat(Browser.barriers(page)).isEmpty();
  }

  @Test
  void noPageOfAFeedHasABarrierOrAComplaintInAnyColourOrWidth() {
    List<String> barriers = new ArrayList<>();
    for (Browser.Look look : Browser.LOOKS) {
      Page page = console.signIn(browser.window(look));
      for (String path :
          List.of("/", "/feeds", "/feeds/mercy/adt", "/feeds/mercy/adt/gaps", "/exceptions")) {
        page.navigate(console.address(path));
        barriers.addAll(Browser.barriers(page));
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
            .as("%s is as wide as the window", path)
            .isLessThanOrEqualTo(look.width());
      }
    }
    assertThat(barriers).isEmpty();
    assertThat(
            browser.complaints().stream()
                .filter(text -> !text.contains("Failed to load resource"))
                .toList())
        .isEmpty();
  }

  private static String admission(String id, String number) {
    return "MSH|^~\\&|REG|HOSP|T|T|20260101120000+0000||ADT^A01|"
        + id
        + "|P|2.5.1\rEVN|A01|20260101120000+0000\rPID|1||"
        + number
        + "^^^HOSP^MR||OTTO^KARL||19610203|M\rPV1|1|I|||||||||||||||||V"
        + number
        + "^^^HOSP\r";
  }
}
