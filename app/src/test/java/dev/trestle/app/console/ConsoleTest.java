package dev.trestle.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console as people use it: in a browser, over TLS, on a platform that runs. */
class ConsoleTest {
  private static final String SCRIPT = "<img src=x onerror=alert(1)><script>alert(2)</script>";
  private static final String ADMISSION =
      "MSH|^~\\&|REG|HOSP|T|T|20260101120000+0000||ADT^A01|C1|P|2.5.1\r"
          + "EVN|A01|20260101120000+0000\r"
          + "PID|1||4711^^^HOSP^MR||KUNIGUNDE^ADELHEID||19610203|F\r"
          + "PV1|1|I|||||||||||||||||V77^^^HOSP\r";

  /** The lab has mistyped the number: it is another patient's. */
  private static final String RESULT_OF_ANOTHER =
      "MSH|^~\\&|LAB|HOSP|T|T|20260101130000+0000||ORU^R01|C2|P|2.5.1\r"
          + "PID|1||4711^^^HOSP^MR||OTTO^BERTHOLD||19901224|M\r"
          + "OBR|1|P1|F1|GLU^Glucose^L|||20260101123000+0000\r"
          + "OBX|1|NM|GLU^Glucose^L||5.4|mmol/L|||||F\r";

  private static final String FREE_TEXT = "KUNIGUNDE <b>said</b>";

  private static final String SCRIPTED =
      "MSH|^~\\&|REG|HOSP|T|T|20260101140000+0000||ADT^A04|C3|P|2.5.1\r"
          + "EVN|A04|20260101140000+0000\r"
          + ("PID|1||4713^^^HOSP^MR||" + SCRIPT.replace("&", "\\T\\") + "^EVE||19700101|F\r")
          + "PV1|1|O\r";

  /** Perhaps the same woman as the first. */
  private static final String ELSEWHERE =
      "MSH|^~\\&|REG|CLINIC|T|T|20260101150000+0000||ADT^A04|C5|P|2.5.1\r"
          + "EVN|A04|20260101150000+0000\r"
          + "PID|1||99001^^^CLINIC^MR||KUNIGUNDE^ADELHEID||19610203|F\r"
          + "PV1|1|O\r";

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Browser browser;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static RunningConsole console;

  @BeforeAll
  static void start() {
    browser = Browser.start();
    console = RunningConsole.start(folder.resolve("data"));
    console.send(ADMISSION, RESULT_OF_ANOTHER, SCRIPTED, ADMISSION, ELSEWHERE);
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
  void aResultThatDidNotArriveIsFoundCorrectedAndApplied() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    assertThat(page.locator(".state.attention").innerText()).contains("a decision");
    page.getByRole(AriaRole.NAVIGATION).getByText("Exceptions").click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("2").setExact(true)).click();
    assertThat(page.content()).doesNotContain("BERTHOLD");
    page.getByText("Show and correct the message").click();
    assertThat(page.locator(".fields").allInnerTexts().toString()).contains("BERTHOLD");

    Locator text = page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true));
    text.fill(text.inputValue().replace("4711^", "4712^"));
    page.getByText("As edited: translated").waitFor();
    assertThat(page.locator(".difference").innerText()).contains("4711^").contains("4712^");
    Locator correction = page.locator("form", new Page.LocatorOptions().setHas(text));
    correction.getByLabel("Reason").fill("the lab called: 4712");
    correction.getByText("Send the corrected copy").click();

    page.getByText("The corrected copy is entry").waitFor();
    console.platform().awaitIdle(java.time.Duration.ofMinutes(1));
    page.reload();
    assertThat(page.locator("h1").innerText()).contains("applied");
    page.navigate(console.address("/messages/2"));
    assertThat(page.locator("h1").innerText()).contains("dismissed");
    assertThat(page.locator(".history").innerText())
        .contains("correct")
        .contains("admin")
        .contains("the lab called: 4712");
  }

  @Test
  void aCodeThatIsInNoTableIsFoundWithAnExampleAndAnAdministratorSeesNoFreeText() {
    console.send(
        SCRIPTED.replace("|C3|", "|C7|").replace("19700101|F", "19700101|Female^" + FREE_TEXT));
    Page page = console.signIn(browser.window(390, ColorScheme.DARK));
    page.navigate(console.address("/unmapped"));
    assertThat(Browser.barriers(page)).isEmpty();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("0001-gender of")).click();
    String row = page.locator("tbody tr").innerText();
    assertThat(row).contains("Female").contains("KUNIGUNDE <b>said</b>");
    assertThat(row).as("never applied").contains("female (the same words: F of 0001-gender)");
    assertThat(Browser.barriers(page)).isEmpty();
    page.locator("tbody td a").click();
    assertThat(page.locator("main").innerText()).contains("code-unmapped");

    String secret = console.person(page, "mapper", "administer");
    Page other = console.signIn(browser.window(1200, ColorScheme.LIGHT), "mapper", secret);
    other.navigate(console.address("/site"));
    other.getByText("Codes in no table").click();
    other.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("0001-gender of")).click();
    assertThat(other.locator("tbody tr").innerText())
        .contains("Female")
        .contains("xxxx")
        .contains("(the same words");
    assertThat(other.content()).doesNotContain("KUNIGUNDE");
  }

  @Test
  void whatWaitsLeadsToItsRows() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    String first = RESULT_OF_ANOTHER.replace("|C2|", "|C8|").replace("P1|F1", "P8|F8");
    console.send(first, first.replace("|C8|", "|C9|"));
    page.navigate(console.address("/exceptions"));
    Locator group = page.locator("[aria-label='What waits'] tbody tr").first();
    assertThat(group.innerText()).contains("identity-mismatch");
    assertThat(Browser.barriers(page)).isEmpty();
    group.locator("td a").click();
    assertThat(page.locator("main").innerText()).contains("Only what waits for entry");
    assertThat(page.locator("table tbody tr").count()).isOne();
    assertThat(Browser.barriers(page)).isEmpty();
  }

  @Test
  void theOverviewSaysInWordsWhatItsPlotsShow() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    assertThat(
            page.locator(".plots svg").all().stream()
                .map(plot -> plot.getAttribute("aria-label"))
                .toList())
        .hasSize(5)
        .allMatch(text -> text.contains("over the last hour: last minute "))
        .anyMatch(text -> text.matches("received to settled, median .* \\d+ ms, at most \\d+ ms"));
  }

  @Test
  void noPageHasABarrierOrAComplaintInAnyColourOrWidth() {
    List<String> barriers = new ArrayList<>();
    for (Browser.Look look : Browser.LOOKS) {
      Page page = browser.window(look);
      page.navigate(console.address("/sign-in"));
      barriers.addAll(Browser.barriers(page));
      console.signIn(page);
      for (String path :
          List.of(
              "/",
              "/feeds",
              "/messages",
              "/messages/1",
              "/messages/3/content",
              "/exceptions",
              "/patients",
              "/reviews",
              "/site",
              "/people",
              "/password",
              "/nothing")) {
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

  @Test
  void aPatientIsFoundByNameOrNumberAndNoAddressSaysWho() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    console.send(RESULT_OF_ANOTHER.replace("|C2|", "|C6|").replace("P1|F1", "P6|F6"));
    page.navigate(console.address("/patients"));
    List<String> addresses = new ArrayList<>();
    page.onRequest(request -> addresses.add(request.url()));
    search(page, "patient by name", "kunigunde adelheid");
    assertThat(page.locator("table").first().innerText()).contains("1961-02-03").contains("4711");
    search(page, "patient number", "4711^^^HOSP");
    assertThat(page.locator("table").last().locator("tbody tr").count()).isGreaterThanOrEqualTo(3);
    search(page, "control id (MSH-10)", "C3");
    assertThat(page.locator("table").last().innerText()).contains("ADT^A04");
    search(page, "patient number", "4711");
    page.locator("tbody th a").first().click();
    assertThat(page.locator("h1").innerText()).contains("KUNIGUNDE");
    assertThat(page.locator(".state.attention").innerText()).contains("not in the record");
    assertThat(addresses).noneMatch(url -> url.contains("4711") || url.contains("kuni"));
    assertThat(Browser.barriers(page)).isEmpty();
  }

  private static void search(Page page, String kind, String text) {
    page.getByLabel("Look for").selectOption(new SelectOption().setLabel(kind));
    page.getByLabel("Text").fill(text);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search")).click();
    page.waitForURL("**/found/**");
  }

  @Test
  void aPersonWithoutARoleGetsNoFurtherThanItGoes() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/people"));
    page.getByLabel("Name").fill("otto");
    page.locator("fieldset").getByLabel("operate").check();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add")).click();
    String secret = page.locator(".state.good code").innerText();
    String password = secret.substring(secret.indexOf(' ') + 1);

    Page other = browser.window(1200, ColorScheme.LIGHT);
    console.signIn(other, "otto", password);
    for (String path :
        List.of(
            "/messages/1/content",
            "/messages/1/raw",
            "/exceptions/2/message",
            "/patients",
            "/people",
            "/site")) {
      assertThat(other.navigate(console.address(path)).status()).as(path).isEqualTo(403);
      assertThat(other.content()).doesNotContain("KUNIGUNDE");
    }
    assertThat(other.navigate(console.address("/exceptions")).status()).isEqualTo(200);

    page.locator("tr", new Page.LocatorOptions().setHasText("otto")).getByText("Disable").click();
    page.getByText("otto is disabled.").waitFor();
    other.navigate(console.address("/exceptions"));
    assertThat(other.url()).startsWith(console.address("/sign-in"));
  }

  @Test
  void anAnalystSeesTheFormAndRevealsWithAReason() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/people"));
    page.getByLabel("Name").fill("ines");
    page.locator("fieldset").getByLabel("analyze").check();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add")).click();
    String secret = page.locator(".state.good code").innerText();

    Page other = browser.window(1200, ColorScheme.LIGHT);
    console.signIn(other, "ines", secret.substring(secret.indexOf(' ') + 1));
    other.navigate(console.address("/messages/1/content"));
    assertThat(other.content()).contains("xxxxxxxxx^xxxxxxxx").doesNotContain("KUNIGUNDE", "4711");
    assertThat(Browser.barriers(other)).isEmpty();
    other.getByLabel("Reason").fill("a mapping of names fails");
    other.getByText("Reveal").click();
    other.getByText("KUNIGUNDE^ADELHEID").first().waitFor();

    page.navigate(console.address("/audit?action=message-reveal"));
    assertThat(page.locator("tbody").innerText()).contains("ines", "a mapping of names fails");
  }

  @Test
  void whoTakesAnExceptionAndWhatIsSaidAboutItStaysWithIt() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    console.send(RESULT_OF_ANOTHER.replace("|C2|", "|C7|").replace("P1|F1", "P7|F7"));
    page.navigate(console.address("/exceptions"));
    page.locator("table").last().locator("tbody th a").last().click();
    page.getByText("Take it").click();
    page.getByText("Give it back").waitFor();
    page.getByText("Show and correct the message").click();
    page.getByLabel("Comment").fill("asked the laboratory");
    page.getByText("Add", new Page.GetByTextOptions().setExact(true)).click();
    page.locator("li", new Page.LocatorOptions().setHasText("asked the laboratory")).waitFor();
    assertThat(Browser.barriers(page)).isEmpty();
    page.navigate(console.address("/exceptions"));
    assertThat(page.locator("table").last().innerText()).contains("admin").contains("in 3 h");
  }

  @Test
  void aFieldOfAnyMessageIsFoundByLookingIntoAll() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/scan"));
    page.getByLabel("Field").fill("OBR-4=glu");
    page.getByText("Look", new Page.GetByTextOptions().setExact(true)).click();
    page.getByText("Done:").waitFor();
    assertThat(page.locator("#hits").innerText()).contains("ORU^R01").doesNotContain("ADT");
    page.getByLabel("Field").fill("PID-5~script");
    page.getByText("Look", new Page.GetByTextOptions().setExact(true)).click();
    page.locator("#hits a", new Page.LocatorOptions().setHasText("3")).waitFor();
    page.getByLabel("Field").fill("nonsense");
    page.getByText("Look", new Page.GetByTextOptions().setExact(true)).click();
    page.getByText("That did not work. ").waitFor();
    assertThat(page.locator("[data-progress]").innerText()).contains("OBR-4=80053");
    assertThat(Browser.barriers(page)).isEmpty();
  }

  @Test
  void everyElementLeadsToTheBytesThatSetIt() {
    Page page = console.signIn(browser.window(1400, ColorScheme.LIGHT));
    page.navigate(console.address("/messages/1"));
    page.getByRole(
            AriaRole.LINK, new Page.GetByRoleOptions().setName("Patient version 1").setExact(true))
        .click();
    String row = page.locator("tr", new Page.LocatorOptions().setHasText("birthDate")).innerText();
    assertThat(row).contains("1961-02-03", "PID-7", "19610203", "confirmed");
    assertThat(Browser.barriers(page)).isEmpty();
  }

  @Test
  void aScriptInAPatientsNameIsText() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/messages/3/content"));
    assertThat(page.locator(".fields").allInnerTexts().toString()).contains("<script>alert(2)");
    assertThat(page.locator("main img, main script").count()).isZero();
    assertThat(browser.complaints()).noneMatch(text -> text.contains("dialog"));
  }

  @Test
  void whoIsNotSignedInSeesNothingAndAWrongPasswordSaysNoMore() {
    Page page = browser.window(1200, ColorScheme.LIGHT);
    for (String path : List.of("/", "/messages/1/content", "/messages/1/raw", "/exceptions")) {
      page.navigate(console.address(path));
      assertThat(page.url()).isEqualTo(console.address("/sign-in"));
    }
    for (String name : List.of("admin", "nobody")) {
      page.getByLabel("Name").fill(name);
      page.getByLabel("Password").fill("not the password");
      page.getByText("Sign in").last().click();
      assertThat(page.locator(".notice").innerText())
          .isEqualTo("Name and password do not go together.");
    }
  }
}
