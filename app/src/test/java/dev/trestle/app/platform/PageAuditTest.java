package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.security.Role;
import dev.trestle.app.security.Users;
import dev.trestle.app.signoff.Signoffs;
import dev.trestle.app.site.SiteText;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page and action of the console is asked for and leaves its event in the audit, or stands
 * here with the reason why not. A route that is not listed fails the test.
 */
class PageAuditTest {
  private static final Pattern NAME = Pattern.compile("<th scope=\"row\">([a-z0-9]+)</th>");
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final String RECORD = "/console/records/Patient/([0-9a-f-]{36})";

  private static final Map<String, String> NOT_AUDITED =
      Map.ofEntries(
          Map.entry("GET /console/", "counts"),
          Map.entry("GET /console/overview/now", "counts"),
          Map.entry("GET /console/feeds", "state of the feeds"),
          Map.entry("GET /console/feeds/{system}/{feed}", "state of a feed"),
          Map.entry("GET /console/feeds/{system}/{feed}/try", "a form"),
          Map.entry("GET /console/messages", "no content"),
          Map.entry("GET /console/messages/now", "no content"),
          Map.entry("GET /console/messages/{seq}", "no content"),
          Map.entry("GET /console/messages/{seq}/difference", "leads to the page that is audited"),
          Map.entry("GET /console/exceptions", "causes and numbers"),
          Map.entry("GET /console/exceptions/{seq}", "no content"),
          Map.entry("GET /console/scan", "a form"),
          Map.entry("GET /console/patients", "a form"),
          Map.entry("POST /console/patients", "the answer is the page that is audited"),
          Map.entry("GET /console/records/{type}/{id}", "leads to the page that is audited"),
          Map.entry("GET /console/reviews", "numbers of pairs"),
          Map.entry("GET /console/alarms", "numbers of alarms"),
          Map.entry("GET /console/models", "models and counts"),
          Map.entry("GET /console/unmapped", "sources and tables with counts"),
          Map.entry("GET /console/people", "names and roles of people of the console"),
          Map.entry("GET /console/password", "a form"),
          Map.entry("GET /console/sign-in", "a form"),
          Map.entry("POST /console/site/edit", "gives the form back with a file more or less"),
          Map.entry("POST /console/site/rollback", "SiteSwitchTest: needs a version before"));

  private final Map<String, Step> steps = new LinkedHashMap<>();

  @TempDir private Path folder = Path.of("");

  /** A request with its form, and the event that it must leave. */
  private record Step(String path, String form, String action) {}

  @Test
  void everyPageAndActionLeavesItsEvent() throws Exception {
    try (Platform platform =
        Platform.start(PlatformSettings.in(folder.resolve("data"), site(), 0), text -> {})) {
      Browser browser = new Browser(platform);
      prepare(platform, browser);
      Set<String> listed = new TreeSet<>(steps.keySet());
      listed.addAll(NOT_AUDITED.keySet());
      Set<String> routes = new TreeSet<>(platform.routes());
      routes.removeIf(route -> !route.contains(" /console/") || route.contains("{*path}"));
      assertThat(listed).isEqualTo(routes);
      assertRefusalsAreAudited(platform, browser);
      assertManyPeopleAreShownInPages(platform, browser);
      for (Map.Entry<String, Step> step : steps.entrySet()) {
        assertAudited(platform, browser, step.getKey(), step.getValue());
      }
    }
  }

  /** A change that was not made is as telling as one that was. */
  private static void assertManyPeopleAreShownInPages(Platform platform, Browser browser)
      throws Exception {
    Jdbi database = Jdbi.create(platform.database());
    database.useHandle(
        handle ->
            handle.execute(
                "insert into console_user (name, hash, roles)"
                    + " select 'zoe' || (1000 + n), '-', 'operate' from generate_series(1, 150) n"));
    String page = browser.get("/console/people").body();
    List<String> names = new ArrayList<>(all(page, NAME));
    assertThat(names).hasSize(100);
    String next = found(page, "href=\"(/console/people\\?from=[a-z0-9]+)\"");
    names.addAll(all(browser.get(next).body(), NAME));
    assertThat(names).doesNotHaveDuplicates().contains("walker", "zoe1001", "zoe1150");
    database.useHandle(handle -> handle.execute("delete from console_user where hash = '-'"));
  }

  private static List<String> all(String page, Pattern pattern) {
    return pattern.matcher(page).results().map(found -> found.group(1)).toList();
  }

  private static void assertRefusalsAreAudited(Platform platform, Browser browser)
      throws Exception {
    Map<String, Step> refused =
        Map.of(
            "stop", new Step("/console/feeds/no/body/stop", "reason=x", "source-stop"),
            "start", new Step("/console/feeds/no/body/start", "reason=x", "source-start"),
            "rollback", new Step("/console/site/rollback", "to=ffff&reason=x", "site-rollback"),
            "create", new Step("/console/people", "name=walker&role=AUDIT", "user-create"),
            "own roles", new Step("/console/people/walker/roles", "role=AUDIT", "user-roles"),
            "reset", new Step("/console/people/ghost/password", "", "user-password-reset"),
            "own", new Step("/console/people/walker/disable", "", "user-disable"),
            "password",
                new Step("/console/password", "present=x&password=y", "user-password-change"));
    for (Map.Entry<String, Step> one : refused.entrySet()) {
      Step step = one.getValue();
      HttpResponse<String> answer = browser.post(step.path(), step.form());
      assertThat(answer.statusCode()).as(one.getKey()).isBetween(400, 499);
      Awaitility.await(one.getKey())
          .atMost(Duration.ofMinutes(2))
          .until(() -> failed(platform, step.action()) == 1);
    }
  }

  private static SiteChoice site() {
    return new SiteChoice.Folder(
        Sites.version(
            Sites.mercy(
                Sites.listener("mllp", 0, "tls: false"),
                "- {name: MRN, aliases: [HOSP], system: 'urn:oid:1.2.3'}",
                "")));
  }

  private static void assertAudited(Platform platform, Browser browser, String route, Step step)
      throws Exception {
    long before = events(platform, step.action());
    HttpResponse<String> answer =
        route.startsWith("GET ")
            ? browser.get(step.path())
            : browser.post(step.path(), step.form());
    // What was asked for may be refused: the attempt is audited too.
    assertThat(answer.statusCode()).as(route).isLessThan(500);
    Awaitility.await(route)
        .atMost(Duration.ofMinutes(1))
        .until(() -> events(platform, step.action()) > before);
  }

  private void get(String route, String path, String action) {
    steps.put("GET " + route, new Step(path, "", action));
  }

  private void post(String route, String path, String form, String action) {
    steps.put("POST " + route, new Step(path, form, action));
  }

  private void prepare(Platform platform, Browser browser) throws Exception {
    send(platform, adt("21", "KUNIGUNDE^ADELHEID"));
    send(platform, adt("22", "KUNIGUNDE^ADELHEID"));
    for (int n = 0; n < 3; n++) {
      send(platform, adt("", "NOBODY").replace("|C|", "|C9" + n + "|"));
    }
    send(platform, adt("22", "ANDERS^OTTO").replace("19610203", "19990909"));
    assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
    String patient = found(browser.get("/console/messages/1").body(), RECORD);
    messages();
    exceptions();
    patients(patient, browser);
    models();
    others(
        platform,
        found(browser.get("/console/site").body(), "/console/site/([0-9a-f]+)"),
        found(browser.get("/console/feeds").body(), "/console/feeds/([^/]+/[^/]+)/stop"),
        browser.password);
  }

  private void messages() {
    String one = "/console/messages/1";
    get("/console/messages/{seq}/content", one + "/content", "message-show");
    post("/console/messages/{seq}/reveal", one + "/reveal", "reason=test", "message-reveal");
    get("/console/messages/{seq}/raw", one + "/raw", "message-download");
    get("/console/messages/{seq}/looks", one + "/looks", "audit-search");
    get("/console/messages/{seq}/bytes/{offset}/{length}", one + "/bytes/9/3", "message-show");
    get("/console/messages/{first}/difference/{second}", one + "/difference/2", "message-compare");
    post("/console/scan", "/console/scan", "where=PID-5~kuni", "message-scan");
  }

  private void exceptions() {
    String route = "/console/exceptions/{seq}";
    String third = "/console/exceptions/3";
    get(route + "/message", third + "/message", "exception-show");
    post(route + "/message/comment", third + "/message/comment", "text=asked", "exception-comment");
    post(
        route + "/message/set",
        third + "/message/set",
        "text=MSH&place=PID-3&value=1",
        "exception-check");
    post(route + "/message/check", third + "/message/check", "text=MSH", "exception-check");
    post(route + "/assign", third + "/assign", "owner=walker", "exception-assign");
    post(route + "/resubmit", third + "/resubmit", "reason=test", "exception-resubmit");
    post(
        route + "/message/correct",
        "/console/exceptions/4/message/correct",
        "reason=test&text=" + encoded(adt("24", "NOBODY").replace('\r', '\n')),
        "exception-correct");
    post(route + "/dismiss", "/console/exceptions/5/dismiss", "reason=test", "exception-dismiss");
    post(
        "/console/exceptions/resubmit",
        "/console/exceptions/resubmit",
        "source=&code=&location=&reason=test",
        "exception-resubmit");
  }

  private void patients(String patient, Browser browser) throws Exception {
    String found =
        browser
            .post("/console/patients", "kind=NAME&text=kunigunde")
            .headers()
            .firstValue("location")
            .orElseThrow();
    get("/console/patients/found/{name}", URI.create(found).getPath(), "patient-search");
    get("/console/patients/{id}", "/console/patients/" + patient, "patient-show");
    post(
        "/console/patients/{id}/verify",
        "/console/patients/" + patient + "/verify",
        "verified=true&reason=test&choice=" + patient + "%7CbirthDate",
        "identity-verify");
    get("/console/alarms/{id}", "/console/alarms/1", "alarm-show");
    post(
        "/console/alarms/{id}/decide",
        "/console/alarms/1/decide",
        "same=false&reason=test",
        "alarm-other");
    get("/console/reviews/quality", "/console/reviews/quality", "identity-reviewers");
    get("/console/reviews/{id}", "/console/reviews/1", "review-show");
    post(
        "/console/reviews/{id}/decide",
        "/console/reviews/1/decide",
        "answer=SAME&reason=test",
        "identity-same");
    post(
        "/console/reviews/{id}/plant",
        "/console/reviews/1/plant",
        "same=true&reason=test",
        "identity-plant");
    post(
        "/console/reviews/known-pairs",
        "/console/reviews/known-pairs",
        "size=5&reason=test",
        "identity-plant");
    get(
        "/console/patients/{id}/links/{link}",
        "/console/patients/" + patient + "/links/1",
        "patient-unlink-preview");
    post(
        "/console/patients/{id}/unlink",
        "/console/patients/" + patient + "/unlink",
        "link=1&reason=test",
        "identity-unlink");
    get(
        "/console/patients/{id}/link",
        "/console/patients/" + patient + "/link",
        "patient-link-candidates");
    get(
        "/console/patients/{id}/link/{other}",
        "/console/patients/" + patient + "/link/" + patient,
        "patient-link-preview");
    post(
        "/console/patients/{id}/link",
        "/console/patients/" + patient + "/link",
        "other=" + patient + "&reason=test",
        "identity-link");
    String record = "/console/records/Patient/" + patient;
    get("/console/records/{type}/{id}/{version}", record + "/1", "lineage");
    get(
        "/console/records/{type}/{id}/values",
        record + "/values?path=Patient.birthDate",
        "lineage-values");
  }

  private void models() {
    String models = "/console/models";
    post(models, models, "reason=test", "identity-model-train");
    get(models + "/{id}", models + "/1", "identity-model-show");
    post(
        models + "/{id}/activate",
        models + "/7/activate",
        "reason=test",
        "identity-model-activate");
    post(models + "/rollback", models + "/rollback", "reason=test", "identity-model-rollback");
  }

  private void signoffs(Platform platform, String feed) {
    platform
        .signoffs()
        .begin(new Signoffs.Question(Optional.empty(), feed, 100, 10), "anna", (looked, of) -> {});
    String route = "/console/signoffs";
    get(route, route, "signoff-show");
    get(route + "/{id}", route + "/1", "signoff-show");
    get(route + "/{id}/items/{item}", route + "/1/items/1", "message-signoff");
    post(
        route + "/{id}/items/{item}/decide",
        route + "/1/items/1/decide",
        "answer=approve",
        "signoff-decide");
  }

  private static String found(String page, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }

  private void others(Platform platform, String hash, String feed, String password) {
    get("/console/impact", "/console/impact?message=1", "impact");
    get("/console/impact/export", "/console/impact/export?message=1", "impact-export");
    post(
        "/console/impact/search",
        "/console/impact/search",
        "table=0001-gender&row=F",
        "impact-search");
    get("/console/audit", "/console/audit", "audit-search");
    get(
        "/console/unmapped/codes",
        "/console/unmapped/codes?source=" + feed + "&table=0001-gender",
        "unmapped-show");
    List<SiteText> beside =
        Sites.with(platform.sites().version(Optional.empty()).texts(), "notes.md", "another");
    platform.parallel().begin(Sites.version(beside), feed, "anna", "to be shown");
    get("/console/site", "/console/site", "site-history");
    get("/console/site/{hash}", "/console/site/" + hash, "site-show");
    get("/console/site/edit", "/console/site/edit", "site-show");
    get("/console/site/changes/{id}", "/console/site/changes/1", "site-show");
    post("/console/site/check", "/console/site/check", "", "site-check");
    post(
        "/console/site/replay",
        "/console/site/replay",
        Sites.form(platform.sites().version(Optional.empty()).texts()) + "&messages=5",
        "site-replay");
    get("/console/replays/{id}", "/console/replays/1", "site-replay-show");
    get("/console/replays/{id}/messages/{seq}", "/console/replays/1/messages/1", "message-replay");
    post(
        "/console/site/parallel/{id}/stop",
        "/console/site/parallel/1/stop",
        "reason=test",
        "site-parallel-stop");
    signoffs(platform, feed);
    post("/console/site/activate", "/console/site/activate", "reason=test", "site-activate");
    String feeds = "/console/feeds/";
    post(feeds + "{system}/{feed}/stop", feeds + feed + "/stop", "reason=test", "source-stop");
    post(feeds + "{system}/{feed}/start", feeds + feed + "/start", "reason=test", "source-start");
    get(feeds + "{system}/{feed}/gaps", feeds + feed + "/gaps", "message-gaps");
    post(feeds + "{system}/{feed}/try", feeds + feed + "/try", "text=MSH", "message-try");
    post(
        feeds + "{system}/{feed}/export",
        feeds + feed + "/export",
        "last=2&reason=test",
        "message-export");
    post("/console/people", "/console/people", "name=dora&role=OPERATE", "user-create");
    String dora = "/console/people/dora";
    post("/console/people/{name}/password", dora + "/password", "", "user-password-reset");
    post("/console/people/{name}/roles", dora + "/roles", "role=AUDIT", "user-roles");
    post("/console/people/{name}/{state:enable|disable}", dora + "/disable", "", "user-disable");
    post(
        "/console/password",
        "/console/password",
        "present=" + password + "&password=correct-horse-battery-staple",
        "user-password-change");
  }

  private static long events(Platform platform, String action) {
    return Jdbi.create(platform.database())
        .withHandle(
            handle ->
                handle
                    .createQuery("select count(*) from audit_event where action = :action")
                    .bind("action", action)
                    .mapTo(long.class)
                    .one());
  }

  private static long failed(Platform platform, String action) {
    return Jdbi.create(platform.database())
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select count(*) from audit_event where action = :action and outcome = 8")
                    .bind("action", action)
                    .mapTo(long.class)
                    .one());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String adt(String number, String name) {
    return "MSH|^~\\&|ADT|B|T|T|20260101120000+0000||ADT^A01|C"
        + number
        + "|P|2.5.1\rEVN|A01|20260101120000+0000\rPID|1||"
        + (number.isEmpty() ? "" : number + "^^^HOSP^MR")
        + "||"
        + name
        + "||19610203|F\r";
  }

  private static void send(Platform platform, String message) {
    MllpTarget target = MllpTarget.of("localhost", platform.mllpPort("mllp"), null);
    try (MllpClient client = new MllpClient(target)) {
      client.send(message.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Somebody with every role, signed in. */
  private static final class Browser {
    private final Platform platform;
    private final HttpClient http;
    private final String password;

    Browser(Platform platform) throws Exception {
      this.platform = platform;
      this.http = FhirClient.browser(platform, new CookieManager());
      this.password =
          new Users(platform.database(), Clock.systemUTC())
              .create("walker", List.of(Role.values()));
      post("/console/sign-in", "username=walker&password=" + password);
    }

    HttpResponse<String> get(String path) throws Exception {
      return send(HttpRequest.newBuilder(address(path)));
    }

    HttpResponse<String> post(String path, String form) throws Exception {
      String page = path.endsWith("/sign-in") ? path : "/console/password";
      Matcher token = CSRF.matcher(get(page).body());
      assertThat(token.find()).isTrue();
      return send(
          HttpRequest.newBuilder(address(path))
              .header("Content-Type", FORM)
              .POST(
                  HttpRequest.BodyPublishers.ofString(form + "&_csrf=" + encoded(token.group(1)))));
    }

    private URI address(String path) {
      return URI.create(platform.httpAddress() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
