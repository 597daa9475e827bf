package dev.trestle.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import dev.trestle.app.command.Cli;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records and patients: what changed, where it comes from, who is linked and why. */
class ConsoleRecordTest {
  private static final String ADMISSION =
      "MSH|^~\\&|REG|HOSP|T|T|20260101120000+0000||ADT^A01|C1|P|2.5.1\r"
          + "EVN|A01|20260101120000+0000\r"
          + "PID|1||4711^^^HOSP^MR||KUNIGUNDE^ADELHEID||19610203|F\r"
          + "PV1|1|I|||||||||||||||||V77^^^HOSP\r";
  private static final String UPDATE =
      ADMISSION
          .replace("|C1|", "|C2|")
          .replace("ADT^A01", "ADT^A08")
          .replace("20260101120000", "20260101130000")
          .replace("ADELHEID", "ADELE");
  private static final String ELSEWHERE =
      "MSH|^~\\&|REG|CLINIC|T|T|20260101150000+0000||ADT^A04|C5|P|2.5.1\r"
          + "EVN|A04|20260101150000+0000\r"
          + "PID|1||99001^^^CLINIC^MR||KUNIGUNDE^ADELE||19610203|F\r"
          + "PV1|1|O\r";
  private static final String GLUCOSE =
      "MSH|^~\\&|LAB|HOSP|T|T|20260102130000+0000||ORU^R01|C6|P|2.5.1\r"
          + "PID|1||4711^^^HOSP^MR||KUNIGUNDE^ADELE||19610203|F\r"
          + "OBR|1|P1|F1|GLU^Glucose^L|||20260102123000+0000\r"
          + "OBX|1|NM|GLU^Glucose^L||5.4|mmol/L|||||P\r";
  private static final String CORRECTED_GLUCOSE =
      GLUCOSE
          .replace("|C6|", "|C7|")
          .replace("20260102130000", "20260102140000")
          .replace("|5.4|", "|6.1|")
          .replace("|||||P\r", "|||||F\r");

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Browser browser;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static RunningConsole console;

  @BeforeAll
  static void start() {
    browser = Browser.start();
    console = RunningConsole.start(folder.resolve("data"));
    console.send(ADMISSION, UPDATE, ELSEWHERE, GLUCOSE, CORRECTED_GLUCOSE);
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

  private static Page record(String entry, String link) {
    Page page = console.signIn(browser.window(1400, ColorScheme.LIGHT));
    page.navigate(console.address("/messages/" + entry));
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true)).click();
    return page;
  }

  private static Locator row(Page page, String table, String text) {
    return page.getByLabel(table, new Page.GetByLabelOptions().setExact(true))
        .locator("tr", new Locator.LocatorOptions().setHasText(text))
        .first();
  }

  @Test
  void aVersionSaysWhatChangedAgainstTheOneBefore() {
    Page page = record("2", "Patient version 2");
    assertThat(row(page, "Changes", "given").innerText()).contains("changed", "ADELHEID", "ADELE");
    assertThat(page.getByLabel("Changes").innerText()).doesNotContain("birthDate", "versionId");
    assertThat(Browser.barriers(page)).isEmpty();
    page.getByText("the one before").click();
    page.getByText("the next one").waitFor();
    assertThat(page.getByLabel("Changes").count()).isZero();
  }

  @Test
  void anOriginOpensItsMessageWithTheBytesMarked() {
    Page page = record("2", "Patient version 2");
    row(page, "Elements", "given").getByText("PID-5.2").click();
    page.waitForURL("**/messages/2/bytes/**");
    assertThat(page.locator("mark").innerText()).isEqualTo("ADELE");
    assertThat(page.locator("details[open]").count()).isOne();
    assertThat(page.locator("details[open]").innerText()).contains("Patient Name", "KUNIGUNDE^");
    assertThat(Browser.barriers(page)).isEmpty();
    page.navigate(console.address("/messages/2/bytes/999999/4"));
    assertThat(page.locator("main").innerText()).contains("The message has no such bytes");
  }

  @Test
  void oneValueOverTimeIsATableAndForNumbersAPlot() {
    Page page = record("5", "Observation version 2");
    row(page, "Elements", "valueQuantity.value").getByText("over time").click();
    assertThat(page.locator("h1").innerText()).contains("Observation.valueQuantity.value");
    assertThat(page.locator("tbody tr").allInnerTexts())
        .hasSize(2)
        .first()
        .asString()
        .contains("5.4", "6.1", "default/any", "ORU^R01");
    assertThat(page.locator("svg polyline").getAttribute("points")).contains("360.0,0.0");
    assertThat(Browser.barriers(page)).isEmpty();
    page.locator("tbody th a").last().click();
    assertThat(page.locator("h1").innerText()).contains("version 1 of 2");

    page = record("2", "Patient version 2");
    row(page, "Elements", "given").getByText("over time").click();
    assertThat(page.locator("tbody").innerText()).contains("ADELHEID", "ADELE");
    assertThat(page.locator("svg").count()).isZero();
  }

  @Test
  void aLinkShowsItsEvidenceAndWhatTakingItApartWouldComeTo() {
    Page page = console.signIn(browser.window(1400, ColorScheme.LIGHT));
    page.navigate(console.address("/reviews"));
    page.locator("tbody a").first().click();
    assertThat(page.locator("svg.fall").count()).as("name, date, sex, before").isGreaterThan(3);
    assertThat(page.locator(".notes").innerText()).contains("One health system keeps them");
    assertThat(page.locator(".changes").innerText()).contains("two persons without the name");
    assertThat(Browser.barriers(page)).isEmpty();
    page.getByLabel("Reason").fill("asked her");
    page.getByText("One person", new Page.GetByTextOptions().setExact(true)).click();
    page.waitForURL("**/reviews");

    Page patient = record("3", "Patient version 1");
    String id = patient.locator("dd code").first().innerText();
    patient.navigate(console.address("/patients/" + id));
    assertThat(patient.getByLabel("Source records").locator("tbody tr").count()).isEqualTo(2);
    Locator timeline = patient.getByLabel("What was received from where");
    assertThat(timeline.locator("tbody tr").count()).isOne();
    assertThat(timeline.innerText()).contains("default/any", "5", "the feed:");
    Locator link = patient.locator(".history > li");
    link.locator("summary").click();
    assertThat(link.innerText()).contains("together", "asked her", "probability", "bits");
    assertThat(link.locator("svg.fall").count()).isGreaterThan(3);
    assertThat(Browser.barriers(patient)).isEmpty();

    String reader = reads(patient, id);
    Awaitility.await()
        .untilAsserted(
            () -> {
              patient.navigate(console.address("/patients/" + id));
              patient.getByText("Unlink …").click();
              assertThat(patient.getByLabel("Readers").innerText()).contains(reader, "admin");
            });
    assertThat(patient.getByLabel("One person").locator("tbody tr").count()).isOne();
    assertThat(patient.getByLabel("The other person").locator("tbody tr").count()).isOne();
    assertThat(patient.locator("main").innerText()).contains("4711", "99001");
    assertThat(Browser.barriers(patient)).isEmpty();
    patient.navigate(console.address("/patients/" + id));
    assertThat(patient.getByLabel("Source records").locator("tbody tr").count())
        .as("looking changes nothing")
        .isEqualTo(2);

    patient.getByText("Unlink …").click();
    patient.getByLabel("Reason").fill("two women");
    patient.getByText("Unlink", new Page.GetByTextOptions().setExact(true)).click();
    patient.getByText("is taken apart.").waitFor();
    assertThat(patient.getByLabel("Source records").locator("tbody tr").count()).isOne();
  }

  /** A program that is given both records while they are one person; returns its name. */
  private static String reads(Page page, String id) {
    String token =
        Cli.run(
                "token",
                "create",
                "--name",
                "portal",
                "--role",
                "fhir-read",
                "--data",
                folder.resolve("data").toString())
            .out()
            .strip();
    APIResponse answer =
        page.request()
            .get(
                console.platform().httpAddress() + "/fhir/Patient?family=kunigunde",
                RequestOptions.create().setHeader("Authorization", "Bearer " + token));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains(id);
    return "portal";
  }

  @Test
  void noPageIsWiderThanItsWindow() {
    List<String> barriers = new ArrayList<>();
    String patient = record("1", "Patient version 1").url();
    String id = patient.split("/")[6];
    for (Browser.Look look : Browser.LOOKS) {
      Page page = console.signIn(browser.window(look));
      for (String path :
          List.of(
              "/patients/" + id,
              "/records/Patient/" + id + "/2",
              "/records/Patient/" + id + "/values?path=Patient.birthDate",
              "/messages/1/bytes/9/3")) {
        page.navigate(console.address(path));
        barriers.addAll(Browser.barriers(page));
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
            .as("%s is as wide as the window", path)
            .isLessThanOrEqualTo(look.width());
      }
    }
    assertThat(barriers).isEmpty();
  }
}
