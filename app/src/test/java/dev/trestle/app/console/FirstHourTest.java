package dev.trestle.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import dev.trestle.app.command.RootCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The steps of docs/tutorials/first-hour.md. Its pictures are made here: with {@code
 * -Dtrestle.pictures=DIR} into that folder, else below target.
 */
class FirstHourTest {
  private static final Path DOCUMENTS = Path.of("..", "docs", "tutorials");
  private static final Path PICTURES =
      Path.of(System.getProperty("trestle.pictures", "target/first-hour"));

  @TempDir private Path folder = Path.of("");

  @Test
  void theTutorialLeadsFromTheMissingResultToItsAudit() throws Exception {
    Files.createDirectories(PICTURES);
    try (Browser browser = Browser.start();
        RunningConsole console = RunningConsole.start(folder.resolve("hour"))) {
      send(console, "admissions.hl7");
      send(console, "result.hl7");
      assertThat(console.platform().awaitIdle(Duration.ofMinutes(1))).isTrue();

      Page page = console.signIn(browser.window(1100, ColorScheme.LIGHT));
      assertThat(page.locator(".state").innerText()).contains("1 message needs a decision");
      picture(page, "overview");

      page.getByText("1 message needs a decision").click();
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("3").setExact(true))
          .click();
      assertThat(page.locator(".state").innerText()).contains("identity-mismatch");
      picture(page, "exception");

      page.getByText("Show and correct the message").click();
      Locator text = page.getByLabel("Message", new Page.GetByLabelOptions().setExact(true));
      text.fill(text.inputValue().replace("4711", "4712"));
      page.getByText("As edited: translated").waitFor();
      Locator correction = page.locator("form", new Page.LocatorOptions().setHas(text));
      correction.getByLabel("Reason").fill("the laboratory confirmed: 4712");
      correction.scrollIntoViewIfNeeded();
      picture(page, "correction");
      correction.getByText("Send the corrected copy").click();

      page.getByText("The corrected copy is entry 4").waitFor();
      assertThat(console.platform().awaitIdle(Duration.ofMinutes(1))).isTrue();
      page.reload();
      assertThat(page.locator("h1").innerText()).contains("applied");
      picture(page, "applied");

      page.getByRole(AriaRole.NAVIGATION).getByText("Search").click();
      page.getByLabel("Look for").selectOption(new SelectOption().setLabel("patient by name"));
      page.getByLabel("Text").fill("okafor");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search")).click();
      page.locator("tbody th a").first().click();
      assertThat(page.locator("table").last().innerText()).contains("ORU^R01", "ADT^A01");

      page.getByRole(AriaRole.NAVIGATION).getByText("Audit").click();
      assertThat(page.locator("tbody").innerText())
          .contains("exception-show", "exception-correct", "entry 3 by entry 4");
      picture(page, "audit");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  /** As step 2 types it. */
  private static void send(RunningConsole console, String file) {
    StringWriter out = new StringWriter();
    CommandLine command = RootCommand.commandLine();
    command.setOut(new PrintWriter(out));
    int exit =
        command.execute(
            "send",
            DOCUMENTS.resolve("first-hour").resolve(file).toString(),
            "--to",
            "localhost:" + console.platform().mllpPort("mllp"));
    assertThat(exit).as(out.toString()).isZero();
  }

  private static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve("first-hour-" + name + ".png")));
  }
}
