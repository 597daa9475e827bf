package dev.trestle.app.console;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real Chromium; without one on this machine the test says so and is skipped. */
final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-default-apps",
          "--disable-sync",
          "--no-first-run");
  private static final double PATIENCE_MILLIS = 60_000;

  /**
   * How every page is looked at. Colours do not change the layout, nor the width the contrast: two
   * looks show what four would.
   */
  static final List<Look> LOOKS =
      List.of(new Look(1400, ColorScheme.LIGHT), new Look(390, ColorScheme.DARK));

  /** One for all tests of the process: it ends with it. */
  private static com.microsoft.playwright.@Nullable Browser running;

  private final com.microsoft.playwright.Browser chromium;
  private final List<String> complaints = new ArrayList<>();

  private Browser(com.microsoft.playwright.Browser chromium) {
    this.chromium = chromium;
  }

  /** A width in pixels with the colours that the visitor prefers. */
  record Look(int width, ColorScheme colours) {}

  static Browser start() {
    Optional<Path> program = program();
    Assumptions.assumeTrue(
        program.isPresent(), "no Chromium on PATH: install it (apt-get install chromium)");
    return new Browser(chromium(program.orElseThrow()));
  }

  private static synchronized com.microsoft.playwright.Browser chromium(Path program) {
    if (running == null || !running.isConnected()) {
      running =
          Playwright.create(
                  new Playwright.CreateOptions()
                      .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions().setExecutablePath(program).setArgs(ARGUMENTS));
    }
    return running;
  }

  private static Optional<Path> program() {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      for (String name : NAMES) {
        Path file = Path.of(folder, name);
        if (Files.isExecutable(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  Page window(Look look) {
    return window(look.width(), look.colours());
  }

  /** A window of its own, with its own cookies. What the browser complains of is kept. */
  Page window(int width, ColorScheme colours) {
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setColorScheme(colours)
                .setViewportSize(width, 900));
    Page page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.text().contains("Content Security")) {
            complaints.add(page.url() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    page.onDialog(
        dialog -> {
          complaints.add(page.url() + ": a script opened a dialog");
          dialog.dismiss();
        });
    return page;
  }

  /** Pages renew themselves: an open one takes time from the tests that follow. */
  void closeWindows() {
    List.copyOf(chromium.contexts()).forEach(BrowserContext::close);
  }

  /** Errors of scripts, of the security policy and of loading, and dialogs. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** What axe-core finds against WCAG 2.2 A and AA on the page as it is. */
  static List<String> barriers(Page page) {
    return new AxeBuilder(page)
            .setLegacyMode(true) // there are no frames: it need not open a further page
            .withTags(
                List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
            .analyze()
            .getViolations()
            .stream()
            .map(rule -> page.url() + ": " + rule.getId() + " " + rule.getNodes().get(0).getHtml())
            .toList();
  }

  @Override
  public void close() {
    closeWindows();
  }
}
