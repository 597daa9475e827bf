package dev.trestle.bench.measure;

import dev.trestle.bench.http.ConsoleClient;
import dev.trestle.bench.report.Times;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures {@link Pages}: opens every page of the console, one after the other. */
public final class PageSpeed {
  private static final int WARM_UP = 5;
  private static final int TIMES = 20;

  private final ConsoleClient client;

  public PageSpeed(ConsoleClient client) {
    this.client = client;
  }

  /**
   * Opens each page {@value #TIMES} times, after {@value #WARM_UP} that do not count.
   *
   * @param family a family name that some patients bear
   * @param number of a patient
   */
  public List<Pages.Line> measure(String family, String number) throws IOException {
    List<Pages.Line> lines = new ArrayList<>();
    for (Map.Entry<String, String> page : pages(family, number).entrySet()) {
      lines.add(line(page.getKey(), page.getValue()));
    }
    return lines;
  }

  /** Seconds to look into so many messages for a field that none has. */
  public double scan(long messages) throws IOException {
    client.scan("ZZZ-1=nothing", messages);
    return client.scan("ZZZ-1=nothing", messages) / 1e9;
  }

  private Pages.Line line(String name, String path) throws IOException {
    double first = client.get(path).nanos() / 1e6;
    for (int i = 1; i < WARM_UP; i++) {
      client.get(path);
    }
    Times times = new Times();
    int characters = 0;
    for (int i = 0; i < TIMES; i++) {
      ConsoleClient.Page page = client.get(path);
      times.add(page.nanos());
      characters = page.text().length();
    }
    return new Pages.Line(name, times, first, characters);
  }

  private Map<String, String> pages(String family, String number) throws IOException {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "");
    pages.put("overview, the part that renews itself", "overview/now");
    pages.put("feeds", "feeds");
    pages.put("messages", "messages");
    pages.put("messages from the middle", "messages?before=1000000");
    pages.put("messages of a feed", "messages?source=" + feed());
    pages.put("messages of a type", "messages?type=ADT");
    pages.put("messages of a type nobody sends", "messages?type=BAR");
    pages.put("messages unchanged", "messages?state=unchanged");
    pages.put("messages applied, of a type", "messages?state=applied&type=ADT%5EA01");
    pages.put("messages rejected, of a feed", "messages?state=rejected&source=" + feed());
    pages.put("messages with a common finding", "messages?finding=date-invalid");
    pages.put("messages with a rare finding", "messages?finding=date-zone-unknown");
    pages.put("messages with a finding nobody has", "messages?finding=merge-cycle");
    pages.put("messages that are exceptions", "messages?state=exception");
    pages.put("messages of a year ago", "messages?from=2025-01-01T00:00&to=2025-01-02T00:00");
    String entry = link("messages?state=applied&before=1000", "messages/(\\d+)\"");
    pages.put("one message", "messages/" + entry);
    pages.put("one message, its content", "messages/" + entry + "/content");
    pages.put("exceptions", "exceptions");
    String exception = link("exceptions", "exceptions/(\\d+)\"");
    pages.put("one exception", "exceptions/" + exception);
    pages.put("one exception, its message", "exceptions/" + exception + "/message");
    pages.put("patients by name", ask("NAME", family));
    pages.put("patients and messages by number", ask("PATIENT_NUMBER", number));
    String patient = link(ask("NAME", family), "patients/([0-9a-f-]{36})\"");
    pages.put("one patient", "patients/" + patient);
    pages.put("lineage of a patient", "records/Patient/" + patient + "/1");
    pages.put("reviews", "reviews");
    pages.put("unmapped codes, by table", "unmapped");
    pages.put("site", "site");
    pages.put("people", "people");
    pages.put("impact", "impact");
    pages.put("audit", "audit");
    return pages;
  }

  private String feed() {
    return "mercy/adt";
  }

  private String ask(String kind, String text) throws IOException {
    return client.post(
        "patients", client.get("patients").text(), Map.of("kind", kind, "text", text));
  }

  private String link(String page, String pattern) throws IOException {
    Matcher link = Pattern.compile(pattern).matcher(client.get(page).text());
    if (!link.find()) {
      throw new IOException("/console/" + page + " shows nothing");
    }
    return link.group(1);
  }
}
