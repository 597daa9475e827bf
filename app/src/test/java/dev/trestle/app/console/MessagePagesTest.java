package dev.trestle.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of messages, correcting field by field, and a page that nobody touches. */
class MessagePagesTest {
  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Browser browser;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static RunningConsole console;

  @BeforeAll
  static void start() {
    browser = Browser.start();
    console = RunningConsole.start(folder.resolve("data"));
    console.send(
        admission("C1", "A01", "4711^^^HOSP^MR||KUNIGUNDE^ADELHEID||19610203|F"),
        admission("C2", "A04", "4712^^^HOSP^MR||OTTO^BERTHOLD||19901399|M"),
        result("C3"));
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

  private static String admission(String control, String trigger, String person) {
    return "MSH|^~\\&|REG|HOSP|T|T|20260101120000+0000||ADT^%s|%s|P|2.5.1\r"
            .formatted(trigger, control)
        + "EVN|%s|20260101120000+0000\r".formatted(trigger)
        + "PID|1||%s\r".formatted(person)
        + "PV1|1|O\r";
  }

  /** Names another person under the number of the first. */
  private static String result(String control) {
    return "MSH|^~\\&|LAB|HOSP|T|T|20260101130000+0000||ORU^R01|"
        + control
        + "|P|2.5.1\r"
        + "PID|1||4711^^^HOSP^MR||SIEGMUND^WOTAN||19301224|M\r"
        + "OBR|1|P1|F1|GLU^Glucose^L|||20260101123000+0000\r"
        + "OBX|1|NM|GLU^Glucose^L||5.4|mmol/L|||||F\r";
  }

  private static Page messages() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/messages"));
    return page;
  }

  private static void show(Page page) {
    page.locator("form.filter button").click();
    page.waitForLoadState();
  }

  @Test
  void conditionsNarrowTheListTogetherAndStayInTheForm() {
    Page page = messages();
    page.locator("select[name=finding]").selectOption(new SelectOption().setValue("date-invalid"));
    show(page);
    assertThat(page.locator("tbody tr").allInnerTexts())
        .hasSize(1)
        .first()
        .asString()
        .contains("ADT^A04");
    page.locator("input[name=type]").fill("ADT^A01");
    show(page);
    assertThat(page.locator("tbody").innerText()).contains("No message fits.");
    assertThat(page.locator("select[name=finding]").inputValue()).isEqualTo("date-invalid");
    page.locator("select[name=finding]").selectOption(new SelectOption().setValue(""));
    show(page);
    assertThat(page.locator("tbody tr").first().innerText()).contains("ADT^A01");
    assertThat(page.url()).contains("type=ADT");
  }

  @Test
  void theListFollowsTheFeedWithoutBeingAsked() {
    Page page = messages();
    page.getByLabel("as they come").check();
    show(page);
    int before = page.locator("tbody tr").count();
    console.send(admission("C77", "A08", "4777^^^HOSP^MR||ERDA^WALA||19500101|F"));
    page.waitForCondition(() -> page.locator("tbody tr").count() > before);
    assertThat(page.locator("tbody tr").first().innerText()).contains("ADT^A08");
    assertThat(Browser.barriers(page)).isEmpty();
  }

  @Test
  void aFieldIsSetWithoutTouchingTheRest() {
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    page.navigate(console.address("/exceptions/3/message"));
    Locator text = page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true));
    String before = text.inputValue();
    page.getByLabel("Field of the copy").fill("PID-3.1");
    page.getByLabel("New value").fill("4799");
    page.getByText("Put it in").click();
    page.getByText("As edited: translated").waitFor();
    assertThat(page.locator("#text").inputValue()).isEqualTo(before.replace("4711^", "4799^"));
    assertThat(page.locator(".difference").innerText()).contains("4711^").contains("4799^");

    page.getByLabel("Field of the copy").fill("ZZZ-1");
    page.getByText("Put it in").click();
    page.getByText("The message has no ZZZ").waitFor();
    assertThat(page.locator("#text").inputValue()).contains("4799^");
    assertThat(Browser.barriers(page)).isEmpty();
  }

  @Test
  void aPageThatNobodyTouchesIsEmptiedAndLeft() {
    Page page = browser.window(1200, ColorScheme.LIGHT);
    page.clock().install();
    console.signIn(page);
    page.navigate(console.address("/messages/1/content"));
    assertThat(page.content()).contains("KUNIGUNDE");
    page.clock().fastForward("14:00");
    page.mouse().move(100, 100);
    page.clock().fastForward("14:00");
    assertThat(page.content()).as("somebody moved the mouse").contains("KUNIGUNDE");
    page.clock().fastForward("02:00");
    page.waitForURL(console.address("/sign-in?over"));
    assertThat(page.content()).doesNotContain("KUNIGUNDE");
  }
}
