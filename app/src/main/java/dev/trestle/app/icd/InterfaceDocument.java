package dev.trestle.app.icd;

import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Promise;
import dev.trestle.kernel.site.Source;
import dev.trestle.semantics.hl7v2.FieldNamesResource;
import dev.trestle.semantics.mapping.run.LeafWitness;
import dev.trestle.semantics.profile.CodeCounts;
import dev.trestle.semantics.profile.FeedProfile;
import dev.trestle.semantics.profile.FieldProfile;
import dev.trestle.semantics.profile.Formats;
import dev.trestle.semantics.profile.MappedFields;
import dev.trestle.semantics.profile.SegmentProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The document of one feed, as Markdown and HTML: who it is, what it sends, what becomes of each
 * field, what clinicians said of it, and where to sign. It depends on nothing but messages, site,
 * release and sign-off: the same ones give the same document.
 */
public final class InterfaceDocument {
  /** Forms of a field that are shown. */
  private static final int FORMS = 3;

  /** Codes of a field that are shown. */
  private static final int CODES = 100;

  private static final String NOTHING = "–";

  private final Traffic traffic;
  private final FeedProfile profile;
  private final Source source;
  private final Page page;

  private InterfaceDocument(Traffic traffic) {
    this.traffic = traffic;
    this.profile = traffic.profile();
    this.source = traffic.source();
    this.page = new Page("Interface of " + source.name());
  }

  /** The document as Markdown. */
  public static String markdown(Traffic traffic) {
    return MarkdownWriter.write(new InterfaceDocument(traffic).write());
  }

  /** The document as one HTML file. */
  public static String html(Traffic traffic) {
    return HtmlWriter.write(new InterfaceDocument(traffic).write());
  }

  private Page write() {
    facts();
    rules();
    check();
    messages();
    profile.segments().forEach(this::segment);
    codes();
    findings();
    SignoffSection.write(traffic, page);
    signatures();
    return page;
  }

  private void facts() {
    page.paragraph(
        "What "
            + source.name()
            + " sends and what Trestle makes of it: from the effective mapping, from what the site"
            + " promises, and from "
            + profile.messages()
            + " messages"
            + period(profile.first(), profile.last())
            + ".");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Site version", SiteVersion.shortened(traffic.site().version())));
    rows.add(List.of("Mapping", SiteVersion.shortened(traffic.mappingHash())));
    rows.add(List.of("State", source.feed().state().id()));
    rows.add(List.of("Owner", or(source.feed().owner())));
    rows.add(List.of("Other side", or(source.feed().vendorDesk())));
    rows.add(List.of("Senders (MSH-3, MSH-4)", senders()));
    rows.add(List.of("Time zone", source.zone().getId()));
    String charset = source.charset();
    rows.add(
        List.of(
            "Character set",
            charset == null
                ? "as MSH-18 says, else as detected"
                : charset + ", whatever MSH-18 says"));
    rows.add(List.of("Read as", counts(profile.charsets())));
    rows.add(List.of("Layers over the base", or(String.join(", ", source.layers()))));
    rows.add(List.of("Accepted types", or(String.join(", ", source.acceptedTypes()), "all")));
    rows.add(List.of("Identifiers", authorities()));
    page.table(List.of("What", "How"), rows);
    if (traffic.unreadable() > 0) {
      page.paragraph(
          traffic.unreadable() + " further messages could not be read or are longer than 1 MB.");
    }
  }

  private String senders() {
    return or(
        source.senders().stream()
            .map(each -> or(each.application(), "any") + " at " + or(each.facility(), "any"))
            .collect(Collectors.joining("; ")),
        "whoever fits no other source");
  }

  private String authorities() {
    return or(
        traffic.site().healthSystems().stream()
            .filter(system -> system.id().equals(source.name().healthSystem()))
            .map(HealthSystem::authorities)
            .flatMap(List::stream)
            .map(each -> each.name() + " (" + each.system() + ")")
            .collect(Collectors.joining(", ")));
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  private void rules() {
    page.heading(2, "What stands here and what not");
    page.points(
        List.of(
            "No value of a message stands here but codes of fields that a rule looks up in a table:"
                + " those that the table has, and others that look like a code (at most 20"
                + " characters, no blank) and came in at least "
                + CodeCounts.TOLD_FROM
                + " messages of at least "
                + CodeCounts.TOLD_FROM
                + " patients.",
            "Of every other field the form is shown when at least "
                + CodeCounts.TOLD_FROM
                + " values have it: 9(8) is eight digits, A is letters, however many.",
            "Present is the share of segments in which the field has a value, of all segments of its"
                + " name that came."));
  }

  private void check() {
    page.heading(2, "Promise and traffic");
    List<InterfaceCheck.Line> lines = InterfaceCheck.of(traffic);
    if (lines.isEmpty()) {
      page.paragraph("Everything that was promised is kept, and nothing else came.");
    }
    page.points(
        lines.stream().map(line -> (line.broken() ? "Broken: " : "Note: ") + line.text()).toList());
  }

  private void messages() {
    page.heading(2, "Messages");
    List<List<String>> types = new ArrayList<>();
    profile
        .types()
        .forEach(
            (name, type) ->
                types.add(
                    List.of(
                        name,
                        Long.toString(type.messages()),
                        Shares.of(type.messages(), profile.messages()),
                        type.untranslatable() > 0
                            ? Shares.withNumbers(type.untranslatable(), type.messages())
                                + " of them not translatable"
                            : type.partial() > 0 ? "patient and identifiers" : "translated",
                        or(type.first()),
                        or(type.last()))));
    page.table(List.of("Type", "Messages", "Share", "Becomes", "First seen", "Last seen"), types);
    List<List<String>> segments = new ArrayList<>();
    profile
        .segments()
        .forEach(
            (name, segment) ->
                segments.add(
                    List.of(
                        name,
                        promised(name),
                        Shares.of(segment.messages(), profile.messages()),
                        Integer.toString(segment.most()))));
    page.table(List.of("Segment", "Promised", "In messages", "Most in one message"), segments);
  }

  private void segment(String name, SegmentProfile segment) {
    page.heading(2, name);
    List<List<String>> rows = new ArrayList<>();
    segment.fields().forEach((number, field) -> rows.add(row(name, segment, number, field)));
    page.table(
        List.of(
            "Field",
            "Name",
            "Promised",
            "Present",
            "Most",
            "Longest",
            "Form",
            "Becomes",
            "First seen",
            "Last seen"),
        rows);
  }

  private List<String> row(String name, SegmentProfile segment, int number, FieldProfile field) {
    String place = name + "-" + number;
    String present = Shares.of(field.valued(), segment.segments());
    return List.of(
        place,
        FieldNamesResource.name(name, number).orElse(NOTHING),
        promised(place),
        field.nulls() == 0
            ? present
            : present + ", \"\" in " + Shares.of(field.nulls(), segment.segments()),
        Integer.toString(field.repetitions()),
        Integer.toString(field.longest()),
        or(
            field.formats().most(FORMS).stream()
                .map(Formats.Form::form)
                .collect(Collectors.joining("; "))),
        becomes(place, field),
        or(field.first()),
        or(field.last()));
  }

  private String becomes(String place, FieldProfile field) {
    List<MappedFields.Use> uses = traffic.mapped().uses(place);
    if (!uses.isEmpty()) {
      return uses.stream()
          .map(use -> use.table().isEmpty() ? use.target() : use.target() + " by " + use.table())
          .distinct()
          .collect(Collectors.joining("; "));
    }
    long reported = field.leaves(LeafWitness.Where.REPORTED);
    return reported > 0 ? "kept with the message; no rule takes it" : "kept with the message";
  }

  private String promised(String place) {
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, Promise> each : source.promises().entrySet()) {
      boolean component = each.getKey().startsWith(place + ".");
      if (each.getKey().equals(place) || component) {
        String what = word(each.getValue());
        words.add(component ? each.getKey() + " " + what : what);
      }
    }
    return or(String.join("; ", words));
  }

  private static String word(Promise promise) {
    if (promise.percent() == 0) {
      return "never";
    }
    return promise.percent() == 100 ? "required" : promise.percent() + " %";
  }

  private void codes() {
    page.heading(2, "Codes");
    profile
        .segments()
        .forEach(
            (name, segment) ->
                segment.fields().forEach((number, field) -> codes(name + "-" + number, field)));
  }

  private void codes(String place, FieldProfile field) {
    CodeCounts.Told codes = field.codes().told();
    if (codes.told().isEmpty() && codes.others() == 0) {
      return;
    }
    page.heading(3, place);
    List<List<String>> rows = new ArrayList<>();
    codes.told().stream()
        .limit(CODES)
        .forEach(
            code ->
                rows.add(
                    List.of(
                        code.code(),
                        Long.toString(code.messages()),
                        code.inTable() ? "yes" : "no: reported, and kept as sent")));
    int more = Math.max(0, codes.told().size() - CODES);
    if (more > 0) {
      rows.add(List.of("(" + more + " further codes)", NOTHING, NOTHING));
    }
    if (codes.others() > 0) {
      rows.add(List.of("(not told here)", Long.toString(codes.others()), "no"));
    }
    page.table(List.of("Code", "Times", "In the table"), rows);
  }

  private void findings() {
    if (!profile.findings().isEmpty()) {
      page.heading(2, "Findings");
      List<List<String>> rows = new ArrayList<>();
      profile.findings().forEach((name, times) -> rows.add(List.of(name, times.toString())));
      page.table(List.of("What and where", "Times"), rows);
    }
  }

  private void signatures() {
    page.heading(2, "Agreed");
    page.table(
        List.of("Side", "Name", "Date", "Signature"),
        List.of(
            List.of(source.name().healthSystem(), "", "", ""),
            List.of("Trestle's side", "", "", "")));
  }

  private static String period(String first, String last) {
    if (first.isEmpty()) {
      return "";
    }
    return first.equals(last) ? " of " + first : " of " + first + " to " + last;
  }

  private static String or(String text) {
    return or(text, NOTHING);
  }

  private static String or(String text, String none) {
    return text.isEmpty() ? none : text;
  }
}
