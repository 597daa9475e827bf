package dev.trestle.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do with exceptions and with each other's rights, in a browser. */
class ConsoleActionsTest {
  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Browser browser;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static RunningConsole console;

  @BeforeAll
  static void start() {
    browser = Browser.start();
    console = RunningConsole.start(folder.resolve("data"));
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

  /** Nobody's: there is no patient number. */
  private static String nobody(String control) {
    return "MSH|^~\\&|REG|HOSP|T|T|20260101120000+0000||ADT^A01|"
        + control
        + "|P|2.5.1\rEVN|A01|20260101120000+0000\rPID|1||||KUNIGUNDE\rPV1|1|I\r";
  }

  private Page signedIn() {
    return console.signIn(browser.window(1200, ColorScheme.LIGHT));
  }

  private static void click(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .first()
        .click();
  }

  @Test
  void exceptionsAreTriedAgainOneByOneAndAllOfACauseAndDismissed() {
    console.send(nobody("N1"), nobody("N2"), nobody("N3"));
    Page page = signedIn();
    page.navigate(console.address("/exceptions"));
    Locator cause = page.locator("form[action$='/exceptions/resubmit']").first();
    cause.getByPlaceholder("reason").fill("all of them again");
    cause.getByText("Try again").click();
    page.locator(".notice").waitFor();
    assertThat(page.locator(".notice").innerText()).contains("3");
    assertThat(console.platform().awaitIdle(java.time.Duration.ofMinutes(1))).isTrue();

    page.navigate(console.address("/exceptions"));
    List<String> open =
        page.locator("td a[href*='/exceptions/'], th a[href*='/exceptions/']").allInnerTexts();
    assertThat(open).as("they have no number still").hasSize(3);
    page.navigate(console.address("/exceptions/" + open.get(0)));
    fill(page, "/resubmit", "once more");
    click(page, "Try again");
    page.locator(".notice").waitFor();
    assertThat(console.platform().awaitIdle(java.time.Duration.ofMinutes(1))).isTrue();

    page.navigate(console.address("/exceptions/" + open.get(1)));
    fill(page, "/dismiss", "a test of the sender");
    click(page, "Dismiss");
    page.locator(".notice").waitFor();
    page.navigate(console.address("/messages/" + open.get(1)));
    assertThat(page.locator("h1").innerText()).contains("dismissed");
    assertThat(page.locator(".history").innerText())
        .contains("all of them again")
        .contains("a test of the sender")
        .contains("admin");
    page.navigate(console.address("/messages/" + open.get(0)));
    assertThat(page.locator(".history").innerText()).contains("once more");
    page.navigate(console.address("/audit"));
    assertThat(page.locator("main").innerText())
        .contains("exception-resubmit")
        .contains("exception-dismiss");
    assertThat(Browser.barriers(page)).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  private static void fill(Page page, String action, String reason) {
    page.locator("form[action$='" + action + "'] input[name=reason]").fill(reason);
  }

  @Test
  void anAdministratorChangesRightsAndPasswordsAndTheOldOnesEnd() {
    Page page = signedIn();
    String first = console.person(page, "otto", "operate");
    Page otto = console.signIn(browser.window(1200, ColorScheme.LIGHT), "otto", first);
    assertThat(otto.getByRole(AriaRole.NAVIGATION).innerText()).doesNotContain("Search");

    page.navigate(console.address("/people"));
    Locator row = page.locator("tbody tr", new Page.LocatorOptions().setHasText("otto"));
    row.getByLabel("steward").check();
    row.getByText("Set roles").click();
    page.locator(".notice").waitFor();
    otto.navigate(console.address("/exceptions"));
    assertThat(otto.url()).as("with other roles the session ended").contains("/sign-in");
    console.signIn(otto, "otto", first);
    otto.navigate(console.address("/patients"));
    assertThat(otto.locator("form[action$='/patients']").count()).isPositive();

    otto.navigate(console.address("/password"));
    assertThat(Browser.barriers(otto)).isEmpty();
    otto.locator("#present").fill(first);
    otto.locator("#next").fill("a long horse of a password");
    click(otto, "Change");
    otto.waitForURL(url -> url.contains("/sign-in?over"));
    console.signIn(otto, "otto", "a long horse of a password");

    page.navigate(console.address("/people"));
    page.locator("tbody tr", new Page.LocatorOptions().setHasText("otto"))
        .getByText("New password")
        .click();
    String told = page.locator(".state.good code").innerText();
    otto.navigate(console.address("/exceptions"));
    assertThat(otto.url()).as("with another password the session ended").contains("/sign-in");
    console.signIn(otto, "otto", told.substring(told.indexOf(' ') + 1));
    assertThat(browser.complaints()).isEmpty();
  }

  /** A list that was found has no barrier; a bare address of a record leads to its version. */
  @Test
  void whatIsFoundIsReadableForEverybody() {
    console.send(
        nobody("N9").replace("PID|1||||KUNIGUNDE", "PID|1||77^^^HOSP^MR||SONNENSCHEIN^OTTO"));
    Page page = signedIn();
    page.navigate(console.address("/patients"));
    page.locator("input[name=text]").first().fill("sonnenschein");
    page.locator("form[action$='/patients'] button").first().click();
    page.waitForURL(url -> url.contains("/found/"));
    assertThat(page.locator("main").innerText()).contains("SONNENSCHEIN");
    assertThat(Browser.barriers(page)).isEmpty();
    page.locator("main a[href*='/patients/']").first().click();
    page.getByText("Where each element comes from").click();
    assertThat(page.url()).contains("/records/Patient/");
    assertThat(Browser.barriers(page)).isEmpty();
  }
}
