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

  private static String of(String type, String control, String person) {
    return "MSH|^~\\&|REG|HOSP|T|T|20260101120000+0000||"
        + type
        + "|"
        + control
        + "|P|2.5.1\rPID|1||77001^^^HOSP^MR||"
        + person
        + "\r";
  }

  /** Another person's name and date of birth under a number; then somebody says it was a slip. */
  @Test
  void anOverlayIsHeldAndShownFromBothSidesAndLetIn() {
    String berg = "BERG^ANNA||19800517|F";
    String ngata = "NGATA^OLGA||19510203|F";
    console.send(
        of("ADT^A04", "O1", berg) + "PV1|1|O|||||||||||||||||77V1\r",
        of("ADT^A08", "O2", ngata) + "PV1|1|I|4EAST||||||||||||||||77V1\r",
        of("ORU^R01", "O3", ngata)
            + "OBR|1|P77|F77|K^Potassium^L|||20260101110000+0000|||||||||||||||20260101120000+0000||LAB|F\r"
            + "OBX|1|NM|K^Potassium^L||4.1|mmol/L|||||F\r");
    Page page = signedIn();
    assertThat(page.locator("main").innerText())
        .contains("One patient number speaks of another person than before.");
    page.navigate(console.address("/reviews"));
    page.getByText("Overlay alarms", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("tbody").innerText()).contains("default/any", "open");
    assertThat(Browser.barriers(page)).isEmpty();
    page.locator("tbody th a").click();
    Locator sides = page.getByLabel("Side by side");
    assertThat(sides.innerText()).contains("BERG", "NGATA", "1980-05-17", "1951-02-03");
    assertThat(page.locator("dl").first().innerText()).contains("2 in all, 1 of them refused");
    assertThat(page.locator("svg.fall").count()).as("the evidence").isGreaterThan(1);
    assertThat(Browser.barriers(page)).isEmpty();

    page.getByLabel("Reason").fill("the clerk had taken the wrong card");
    click(page, "Another person");
    page.locator(".notice").waitFor();
    assertThat(page.locator("tbody").innerText()).contains("No number speaks of another person");
    page.getByText("Also those that were decided").click();
    page.locator("tbody th a").click();
    assertThat(page.locator("main").innerText()).contains("the clerk had taken the wrong card");
    page.getByLabel("Reason").fill("it was the right one");
    click(page, "One person");
    page.locator(".notice").waitFor();
    page.navigate(console.address("/alarms?all=true"));
    page.locator("tbody th a").click();
    page.getByText("as it stands").first().click();
    assertThat(page.locator("main").innerText()).contains("NGATA").doesNotContain("BERG");

    page.navigate(console.address("/exceptions"));
    page.locator("a[href*='/exceptions/']").first().click();
    fill(page, "/resubmit", "it is one person");
    click(page, "Try again");
    page.locator(".notice").waitFor();
    assertThat(console.platform().awaitIdle(java.time.Duration.ofMinutes(1))).isTrue();
    page.navigate(console.address("/exceptions"));
    assertThat(page.locator("main").innerText()).doesNotContain("identity-mismatch");
    page.navigate(console.address("/audit"));
    assertThat(page.locator("main").innerText())
        .contains("alarm-show", "alarm-other", "alarm-same");
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

  /** Two records of one woman under two names: nothing proposes them, a person knows. */
  @Test
  void aPersonPutsTwoRecordsTogetherAfterSeeingWhatItComesTo() {
    String first = "PID|1||81^^^HOSP^MR||WALDVOGEL^EDITH||19710405|F";
    console.send(
        nobody("N5").replace("PID|1||||KUNIGUNDE", first),
        nobody("N6")
            .replace(
                "PID|1||||KUNIGUNDE",
                first.replace("|81^", "|82^").replace("WALDVOGEL^EDITH||1971", "AMSEL^E||1917")),
        nobody("N7").replace("PID|1||||KUNIGUNDE", first.replace("|81^", "|83^")));
    Page page = signedIn();
    String other = record(page, "amsel");
    record(page, "waldvogel");
    String address = page.url();
    page.getByText("Link with another record").click();
    assertThat(page.locator("tbody").first().innerText())
        .as("a namesake is proposed")
        .contains("WALDVOGEL")
        .doesNotContain("AMSEL");
    assertThat(Browser.barriers(page)).isEmpty();
    page.getByLabel("Id of the other record").fill(other);
    click(page, "Compare");
    assertThat(page.locator("main").innerText())
        .contains("AMSEL")
        .contains("WALDVOGEL")
        .contains("Nothing has changed yet");
    assertThat(Browser.barriers(page)).isEmpty();
    page.getByLabel("Reason").fill("she married in May");
    click(page, "Link");
    page.locator(".notice").waitFor();
    assertThat(page.url()).isEqualTo(address);
    assertThat(page.locator(".history").innerText()).contains("she married in May");
    assertThat(page.getByLabel("The person as one record").innerText())
        .contains("AMSEL")
        .contains("WALDVOGEL");
    assertThat(Browser.barriers(page)).isEmpty();

    page.getByText("Unlink …").click();
    page.getByLabel("Reason").fill("it was her sister");
    click(page, "Unlink");
    page.locator(".notice").waitFor();
    assertThat(page.locator("main").innerText()).doesNotContain("AMSEL");
    assertThat(page.getByLabel("The person as one record").count()).isZero();
  }

  /** Opens the page of the first record found by a name; returns its address. */
  private static String record(Page page, String name) {
    page.navigate(console.address("/patients"));
    page.locator("input[name=text]").first().fill(name);
    page.locator("form[action$='/patients'] button").first().click();
    page.waitForURL(url -> url.contains("/found/"));
    page.locator("main a[href*='/patients/']").first().click();
    page.waitForURL(url -> !url.contains("/found/"));
    return page.url();
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
