package dev.trestle.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.trestle.app.command.Cli;
import dev.trestle.app.site.SiteText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviews of a site where a link needs two people: pages, commands and their audit. */
class ReviewConsoleTest {
  private static final List<SiteText> SITE =
      List.of(
          new SiteText(
              "site.yaml",
              """
              listeners:
                - name: mllp
                  port: 0
                  tls: false
                  catch-all: mercy/any
              identity:
                two-persons: true
              """),
          new SiteText(
              "health-systems/mercy.yaml",
              """
              id: mercy
              zone: UTC
              sources:
                - name: any
              """));

  private static final Pattern TOKEN = Pattern.compile("trestle_[A-Za-z0-9_-]+");

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Browser browser;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static RunningConsole console;

  @BeforeAll
  static void start() {
    browser = Browser.start();
    console = RunningConsole.start(folder.resolve("data"), SITE);
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

  private static String adt(String number, String name, String born) {
    return "MSH|^~\\&|REG|HOSP|T|T|20260101120000+0000||ADT^A01|C"
        + number
        + "|P|2.5.1\rEVN|A01|20260101120000+0000\rPID|1||"
        + number
        + "^^^HOSP^MR||"
        + name
        + "||"
        + born
        + "|F\rPV1|1|I\r";
  }

  private static Cli.Result identity(String... words) {
    List<String> all = new ArrayList<>(List.of("identity"));
    all.addAll(List.of(words));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    return Cli.run(all.toArray(String[]::new));
  }

  /** All by keyboard; the second person in another window. */
  @Test
  void aLinkIsProposedByOneAndMadeByAnother() {
    console.send(
        adt("31", "QUISTGAARD^ANNABEL", "19610213"), adt("32", "QUISTGAARD^ANNABEL", "19610213"));
    Page page = console.signIn(browser.window(1200, ColorScheme.LIGHT));
    String secret = console.person(page, "otto", "steward");
    page.navigate(console.address("/reviews"));
    page.locator("tbody a").first().click();
    String review = page.url();
    assertThat(page.locator("main").innerText()).contains("A link needs two people here");
    tabTo(page, "input[name=reason]");
    page.keyboard().type("asked her");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    page.locator(".notice").waitFor();
    assertThat(page.locator(".notice").innerText()).contains("Somebody else has to agree");
    assertThat(page.locator("tbody").innerText()).contains("proposed by admin");
    assertThat(Browser.barriers(page)).isEmpty();
    page.getByText("Those that wait for a second person").click();
    assertThat(page.locator("tbody tr").count()).isOne();

    page.navigate(review);
    assertThat(
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("One person"))
                .isDisabled())
        .as("not by whoever proposed it")
        .isTrue();
    assertThat(page.locator("main").innerText()).contains("asked her", "proposed");
    assertThat(Browser.barriers(page)).isEmpty();
    ownTokenAndThatOfTheMachineAreRefused(review.substring(review.lastIndexOf('/') + 1));

    Page otto = console.signIn(browser.window(1200, ColorScheme.LIGHT), "otto", secret);
    otto.navigate(review);
    assertThat(otto.locator("main").innerText()).contains("admin wants to link them");
    tabTo(otto, "input[name=reason]");
    otto.keyboard().type("I know her too");
    otto.keyboard().press("Tab");
    otto.keyboard().press("Enter");
    otto.locator(".notice").waitFor();
    assertThat(identity("links").out()).contains("admin, otto", "together");
    Awaitility.await()
        .untilAsserted(
            () -> {
              page.navigate(console.address("/audit"));
              assertThat(page.locator("main").innerText())
                  .contains("identity-propose", "identity-agree", "local", "Admin");
            });
    byHand(page);
    quality(page);
    measured(page, review);
    assertThat(browser.complaints()).isEmpty();
  }

  private static void ownTokenAndThatOfTheMachineAreRefused(String review) {
    String own = token("Admin");
    Cli.Result again = identity("decide", review, "same", "--reason", "sure", "--token", own);
    assertThat(again.code()).isNotZero();
    assertThat(again.err()).contains("You have proposed this link");
    Cli.Result local = identity("decide", review, "same", "--reason", "sure");
    assertThat(local.code()).isNotZero();
    assertThat(local.err()).contains("do not say who you are", "TRESTLE_TOKEN");
    assertThat(identity("links").out()).doesNotContain("together");
    assertThat(identity("reviews", "--proposed").out()).contains("proposed by admin");
    assertThat(identity("show", review).out()).contains("admin: same, proposed. asked her");
  }

  private static String token(String name) {
    Cli.Result made =
        Cli.run(
            "token",
            "create",
            "--name",
            name,
            "--role",
            "steward",
            "--data",
            folder.resolve("data") + "");
    assertThat(made.code()).as(made.err()).isZero();
    Matcher token = TOKEN.matcher(made.out());
    assertThat(token.find()).isTrue();
    return token.group();
  }

  /** By command, in the name of two people. */
  private static void byHand(Page page) {
    console.send(adt("41", "WALDVOGEL^EDITH", "19710405"), adt("42", "AMSEL^EDITH", "19170405"));
    String first = record(page, "amsel");
    String second = record(page, "waldvogel");
    String[] link = {"link", first, second, "--reason", "married", "--token"};
    assertThat(identity(with(link, token("stella"))).out()).contains("proposed; somebody else");
    assertThat(identity("reviews").out()).contains("asked-for", "proposed by stella");
    assertThat(identity(with(link, token("carl"))).out()).contains("linked");
    assertThat(identity("links").out()).contains("stella, carl");
  }

  /** Id of the first record found by a name. */
  private static String record(Page page, String name) {
    page.navigate(console.address("/patients"));
    page.locator("input[name=text]").first().fill(name);
    page.locator("form[action$='/patients'] button").first().click();
    page.waitForURL(url -> url.contains("/found/"));
    page.locator("main a[href*='/patients/']").first().click();
    page.waitForURL(url -> !url.contains("/found/"));
    return page.url().substring(page.url().lastIndexOf('/') + 1);
  }

  /** How right links are and how people review, as a page and by command. */
  private static void quality(Page page) {
    page.navigate(console.address("/reviews"));
    page.getByText("How right links are").click();
    assertThat(page.getByLabel("Reviewers").innerText()).contains("admin", "otto", "stella");
    assertThat(page.getByLabel("Agreement").innerText()).contains("admin", "otto", "1.000");
    assertThat(page.locator("main").innerText()).contains("nothing speaks against the target");
    assertThat(Browser.barriers(page)).isEmpty();
    assertThat(identity("reviewers").out())
        .contains("otto agrees with admin: 1 of 1", "a second person agrees: 2 of 2");
    assertThat(identity("sample", "--because", "monthly").out()).contains("drawn 0");
    Cli.Result automatic = identity("automatic");
    assertThat(automatic.code()).isZero();
    assertThat(automatic.out()).contains("automatic from 0.9500", "target 0.9990", "checked 0");
    Cli.Result nothing = identity("automatic", "--rollback", "--because", "x");
    assertThat(nothing.err()).contains("there is nothing to undo");
  }

  /** A pair whose answer is known, for somebody who does not know it. */
  private static void measured(Page page, String review) {
    String secret = console.person(page, "rita", "steward");
    page.navigate(console.address("/reviews/quality"));
    assertThat(page.locator("main").innerText()).contains("1 more are known");
    page.locator("input[name=size]").fill("5");
    page.locator("input[name=reason]").fill("monthly");
    page.getByText("Plant pairs").click();
    page.locator(".notice").waitFor();
    assertThat(page.locator(".notice").innerText()).contains("1 pairs planted");
    page.navigate(console.address("/reviews"));
    assertThat(page.locator("tbody").innerText()).as("admin knows it").contains("No pair needs");
    page.navigate(review);
    assertThat(page.locator("main").innerText()).contains("Measure others by it");
    assertThat(Browser.barriers(page)).isEmpty();

    Page rita = console.signIn(browser.window(1200, ColorScheme.LIGHT), "rita", secret);
    rita.navigate(console.address("/reviews"));
    assertThat(rita.locator("tbody").innerText()).contains("possible-match");
    rita.locator("tbody a").first().click();
    assertThat(rita.locator("main").innerText()).doesNotContain("admin", "otto", "planted");
    String planted = rita.url();
    tabTo(rita, "input[name=reason]");
    rita.keyboard().type("not sure at all");
    rita.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Not the same")).click();
    rita.locator(".notice").waitFor();
    assertThat(rita.locator(".notice").innerText())
        .contains("was planted", "known: one person", "Nothing has changed");
    assertThat(identity("links").out()).contains("admin, otto", "together");
    rita.navigate(planted);
    assertThat(rita.locator("main").innerText()).contains("planted to measure", "one person");
    assertThat(Browser.barriers(rita)).isEmpty();
    rita.navigate(console.address("/reviews/quality"));
    assertThat(rita.getByLabel("Measured").innerText()).contains("rita", "0.000");
    assertThat(Browser.barriers(rita)).isEmpty();
    assertThat(identity("reviewers").out())
        .contains("rita is right on pairs whose answer is known", "one for two 1): 0 of 1");
    assertThat(identity("plant").out()).contains("0 planted and open, 1 answered, 0 more");
    assertThat(identity("plant", "--draw", "5", "--because", "x").out()).contains("planted 0");
    String number = review.substring(review.lastIndexOf('/') + 1);
    Cli.Result twice = identity("plant", number, "same", "--because", "x");
    assertThat(twice.code()).isNotZero();
    assertThat(twice.err()).contains("a pair is planted once");
  }

  private static String[] with(String[] words, String last) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add(last);
    return all.toArray(String[]::new);
  }

  private static void tabTo(Page page, String selector) {
    for (int i = 0; i < 100; i++) {
      page.keyboard().press("Tab");
      if (Boolean.TRUE.equals(page.evaluate("s => document.activeElement.matches(s)", selector))) {
        return;
      }
    }
    throw new AssertionError("no way by keyboard to " + selector);
  }
}
