package dev.trestle.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is trained, seen, taken into use and taken back in the browser. */
class ModelsConsoleTest {
  private static final int RECORDS = 130;
  private static final int RETYPED = 20;

  @TempDir private Path folder = Path.of("");

  @Test
  void aModelIsTrainedSeenUsedAndTakenBack() {
    try (Browser browser = Browser.start();
        RunningConsole console = RunningConsole.start(folder.resolve("data"))) {
      console.send(admissions());
      Page page = console.signIn(browser.window(1200, ColorScheme.DARK));
      String secret = console.person(page, "olga", "operate");
      page.navigate(console.address("/reviews"));
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Models")).click();
      assertThat(page.locator("main").innerText())
          .contains("No model was trained here", "from the beginning");
      String standard = page.locator("dd code").innerText();
      assertThat(Browser.barriers(page)).isEmpty();

      page.getByLabel("Linked without anybody from").fill("0.97");
      page.getByLabel("Reason, also for these thresholds").fill("first month");
      press(page, "Train");
      assertThat(page.locator(".notice").innerText()).contains("Nothing changes until");
      Awaitility.await()
          .untilAsserted(
              () -> {
                page.navigate(console.address("/models"));
                assertThat(page.locator("tbody").innerText()).contains("ready");
              });
      assertThat(page.locator("dd code").innerText()).isEqualTo(standard);
      page.locator("tbody a").first().click();
      assertThat(page.locator("main").innerText())
          .contains("130", "first month", "persons would be made of several", "Automatic links");
      assertThat(page.locator("main").innerText()).doesNotContainIgnoringCase("kunigunde");
      assertThat(Browser.barriers(page)).isEmpty();

      Page olga = console.signIn(browser.window(1200, ColorScheme.LIGHT), "olga", secret);
      olga.navigate(console.address("/models/1"));
      assertThat(olga.locator("button:has-text('Take into use')").count()).isZero();
      olga.navigate(console.address("/models"));
      assertThat(olga.locator("button:has-text('Train')").count()).isZero();

      page.getByLabel("Reason").fill("the board agreed");
      press(page, "Take into use");
      assertThat(page.locator("tbody").innerText()).contains("in use");
      assertThat(page.locator("dl").innerText()).contains("0.9700").doesNotContain(standard);
      assertThat(page.locator("ul.history").innerText()).contains("the board agreed", "model 1");
      assertThat(Browser.barriers(page)).isEmpty();
      page.getByLabel("Reason", new Page.GetByLabelOptions().setExact(true)).fill("too strict");
      press(page, "Back to the model before");
      assertThat(page.locator(".notice").innerText()).contains("comes with Trestle");
      assertThat(page.locator("dd code").innerText()).isEqualTo(standard);
    }
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
    page.locator(".notice").waitFor();
  }

  private static String[] admissions() {
    String[] messages = new String[RECORDS];
    for (int i = 0; i < RECORDS; i++) {
      int who = i < RECORDS - RETYPED ? i : i - RETYPED;
      String name = "" + (char) ('A' + who % 26) + (char) ('A' + who / 26) + "KUNIGUNDE";
      String text =
          "MSH|^~\\&|A|B|T|T|20260101120000+0000||ADT^A01|C%d|P|2.5.1\rEVN|A01|20260101120000+0000\r"
              + "PID|1||%d^^^HOSP^MR||%s^ADELHEID%d||19%02d0203|F\rPV1|1|I\r";
      messages[i] = text.formatted(i, i, name, who % 7, who % 90 + 10);
    }
    return messages;
  }
}
