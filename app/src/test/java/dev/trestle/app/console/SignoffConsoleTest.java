package dev.trestle.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.trestle.app.command.Cli;
import dev.trestle.app.site.SiteText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The message beside its chart, approved or rejected in the browser. */
class SignoffConsoleTest {
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
              """),
          new SiteText(
              "health-systems/mercy.yaml",
              """
              id: mercy
              zone: UTC
              sources:
                - name: adt
                  senders: [{application: REG}]
                - name: other
              """));

  private static final String ADMISSION =
      "MSH|^~\\&|REG|MERCY|T|T|20260302081500+0000||ADT^A01|S1|P|2.5.1\r"
          + "EVN|A01|20260302081500+0000\r"
          + "PID|1||4711^^^HOSP^MR||BERGMANN^ILSE||19610203|F\r"
          + "PV1|1|I|4W^12^A^MERCY||||123^MEIER^ANNA||||||||||||V1^^^HOSP\r"
          + "AL1|1|DA|^Penicillin|SV|Rash\r"
          + "DG1|1||I10^Hypertension^I10||20260301|W\r";

  private static final String RESULTS =
      "MSH|^~\\&|REG|MERCY|T|T|20260302091500+0000||ORU^R01|S2|P|2.5.1\r"
          + "PID|1||4711^^^HOSP^MR||BERGMANN^ILSE||19610203|F\r"
          + "OBR|1|P1|F1|24321-2^Basic metabolic panel^LN|||20260302083000+0000|||||||||||||||20260302090000+0000|||F\r"
          + "OBX|1|NM|2345-7^Glucose^LN||5.40|mmol/L|3.9-5.6|H|||F|||20260302083000+0000\r"
          + "NTE|1||Repeat in a week\r";

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // before each test
  private Browser browser;

  @SuppressWarnings("NullAway.Init") // before each test
  private RunningConsole console;

  @BeforeEach
  void start() {
    browser = Browser.start();
    console = RunningConsole.start(folder.resolve("data"), SITE);
    console.send(ADMISSION, RESULTS);
    Cli.Result begun =
        Cli.run(
            "signoff",
            "start",
            "--source",
            "mercy/adt",
            "--data",
            folder.resolve("data").toString());
    assertThat(begun.code()).as(begun.err()).isZero();
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
  void anItemIsRejectedWithAReasonThenApprovedAndTheNextOneFollows() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    Page other = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/site"));
    page.getByText("sign-off 1").click();
    page.waitForURL(console.address("/signoffs/1"));
    assertThat(page.locator("[aria-label=Items] tbody tr").count()).isEqualTo(2);
    page.locator("[aria-label=Items] tbody th a").first().click();
    other.navigate(page.url());
    assertThat(page.locator(".chart").innerText())
        .contains("Glucose", "5.40 mmol/L", "3.9", "High", "final", "Repeat in a week")
        .doesNotContain("{", "resourceType");
    assertThat(page.locator(".content").innerText()).contains("Patient Name", "BERGMANN^ILSE");

    button(page, "Reject").click();
    assertThat(page.locator("main").innerText()).contains("says what is wrong");
    page.goBack();
    page.getByLabel("Comment").fill("the unit is wrong");
    button(page, "Reject").click();
    page.waitForURL(console.address("/signoffs/1/items/2"));
    assertThat(page.locator(".notice").innerText()).contains("1 rejected, 1 to decide");
    assertThat(page.locator(".chart").innerText())
        .contains("Birth date", "1961-02-03", "Penicillin", "Hypertension", "ILSE BERGMANN")
        .doesNotContain("{", "resourceType");
    button(other, "Approve").click();
    assertThat(other.locator("main").innerText()).contains("Somebody has decided about this item");

    button(page, "Approve").click();
    page.waitForURL(console.address("/signoffs/1"));
    assertThat(page.locator("h1").innerText()).contains("rejected");
    page.navigate(console.address("/signoffs/1/items/1"));
    assertThat(page.locator(".history").innerText())
        .contains("rejected by admin: the unit is wrong");
    page.getByLabel("Comment").fill("it is right");
    button(page, "Approve").click();
    page.waitForURL(console.address("/signoffs/1"));
    assertThat(page.locator("h1").innerText()).contains("approved");
    page.navigate(console.address("/signoffs"));
    assertThat(page.locator("[aria-label=Sign-offs] tbody tr").innerText())
        .contains("mercy/adt", "approved", "2 of 2 approved", "of the active mapping", "admin");
  }

  @Test
  void whoAdministersSeesNoItem() {
    Page admin = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    String secret = console.person(admin, "eva", "administer");
    Page eva = console.signIn(browser.window(1200, ColorScheme.LIGHT), "eva", secret);
    eva.navigate(console.address("/signoffs/1"));
    assertThat(eva.locator("[aria-label=Items] tbody th a").count()).isZero();
    assertThat(eva.locator("main").innerText()).doesNotContain("BERGMANN");
    eva.navigate(console.address("/signoffs/1/items/1"));
    assertThat(eva.locator("main").innerText()).doesNotContain("BERGMANN", "1961");
  }

  @Test
  void thePagesHaveNoBarrierInAnyColourOrWidth() {
    List<String> barriers = new ArrayList<>();
    for (Browser.Look look : Browser.LOOKS) {
      Page page = console.signIn(browser.window(look));
      for (String path :
          List.of(
              "/site", "/signoffs", "/signoffs/1", "/signoffs/1/items/1", "/signoffs/1/items/2")) {
        page.navigate(console.address(path));
        assertThat(page.locator("h1").count()).as(path).isOne();
        barriers.addAll(Browser.barriers(page));
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
            .as("%s is as wide as the window", path)
            .isLessThanOrEqualTo(look.width());
      }
    }
    assertThat(barriers).isEmpty();
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
