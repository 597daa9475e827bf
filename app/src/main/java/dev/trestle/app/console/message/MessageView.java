package dev.trestle.app.console.message;

import dev.trestle.app.http.MessageParts;
import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.statement.Accounting;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.hl7v2.FieldNamesResource;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.ReadOptions;
import dev.trestle.semantics.hl7v2.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes a message apart for people: segments, fields with their names, findings at their place. */
public final class MessageView {
  /** Segments shown; a message can have a hundred thousand. */
  static final int SEGMENTS_SHOWN = 500;

  /** Characters of one value shown. */
  static final int VALUE_SHOWN = 2_000;

  private final MessageParts parts;

  public MessageView(MessageParts parts) {
    this.parts = parts;
  }

  /**
   * A finding as a page shows it.
   *
   * @param severity {@code error}, {@code warning}, {@code information}
   */
  public record Note(String severity, String code, String location, String text) {
    static Note of(Finding finding) {
      return new Note(
          finding.severity().name().toLowerCase(Locale.ROOT),
          finding.code().id(),
          finding.location(),
          finding.text());
    }
  }

  /**
   * A field with a value.
   *
   * @param location {@code PID-3}
   * @param name what the standard calls it; empty when it does not know it
   * @param value as sent, repetitions and components with their separators
   * @param cut whether the value is longer than shown
   * @param notes findings in it
   */
  public record Field(String location, String name, String value, boolean cut, List<Note> notes) {
    @Override
    public String toString() {
      return "Field[" + location + "]";
    }
  }

  /**
   * A segment.
   *
   * @param name {@code OBX}
   * @param label {@code OBX[3]}
   * @param raw its bytes, control characters visible
   */
  public record Part(String name, String label, List<Field> fields, String raw) {
    @Override
    public String toString() {
      return "Part[" + label + "]";
    }
  }

  /**
   * A message taken apart; patient data.
   *
   * @param parts its segments
   * @param more segments that are not shown
   * @param notes findings, all
   * @param result {@code translated}, {@code partial}, {@code untranslatable}
   * @param accounting where its leaves went
   * @param mapping hash of the effective mapping
   */
  public record Shown(
      List<Part> parts,
      int more,
      List<Note> notes,
      String result,
      Accounting accounting,
      String mapping) {
    @Override
    public String toString() {
      return "Shown[" + result + "]";
    }
  }

  /** Reads the bytes of an entry in the character set of its source. */
  Hl7Message read(long seq, byte[] raw) {
    Optional<Source> source = parts.site().get().source(parts.journal().entry(seq).source());
    return Hl7Message.read(raw, new ReadOptions(source.map(Source::charset).orElse(null)));
  }

  /** Takes the bytes of an entry, or an edited copy of them, apart with the active site. */
  public Shown of(long seq, byte[] raw) {
    return of(parts.journal().entry(seq).source(), raw);
  }

  /** Takes bytes apart as if a source had sent them. */
  public Shown of(SourceName name, byte[] raw) {
    return of(parts.site().get(), name, raw);
  }

  /** The same by the rules of another version of the site. */
  public Shown of(Site site, SourceName name, byte[] raw) {
    Optional<Source> source = site.source(name);
    Translation translation =
        parts
            .translator()
            .translate(raw, source.orElseGet(() -> Source.named(name, zone(site)).build()), site);
    List<Note> notes = translation.findings().stream().map(Note::of).toList();
    Hl7Message message =
        Hl7Message.read(raw, new ReadOptions(source.map(Source::charset).orElse(null)));
    List<Part> shown = new ArrayList<>();
    int count = Math.min(message.segmentCount(), SEGMENTS_SHOWN);
    for (int i = 0; i < count; i++) {
      shown.add(part(message, message.segment(i), notes));
    }
    return new Shown(
        shown,
        message.segmentCount() - count,
        notes,
        translation.result().name().toLowerCase(Locale.ROOT),
        translation.accounting(),
        translation.mapping());
  }

  private static java.time.ZoneId zone(Site site) {
    return site.healthSystems().stream()
        .findFirst()
        .map(system -> system.zone())
        .orElse(java.time.ZoneOffset.UTC);
  }

  private static Part part(Hl7Message message, Segment segment, List<Note> notes) {
    List<Field> fields = new ArrayList<>();
    for (int field = 1; field <= segment.fieldCount(); field++) {
      int start = segment.start(field, 0, 0, 0);
      int length = segment.length(field, 0, 0, 0);
      if (start >= 0 && length > 0) {
        String location = segment.location(field, 0, 0, 0);
        String value = VisibleText.of(message, start, Math.min(length, VALUE_SHOWN));
        fields.add(
            new Field(
                location,
                FieldNamesResource.name(segment.name(), field).orElse(""),
                value,
                length > VALUE_SHOWN,
                notes.stream().filter(note -> isIn(note.location(), location)).toList()));
      }
    }
    int length = Math.min(segment.end() - segment.start(), VALUE_SHOWN);
    return new Part(
        segment.name(), label(segment), fields, VisibleText.of(message, segment.start(), length));
  }

  private static String label(Segment segment) {
    return segment.ordinal() > 1 ? segment.name() + "[" + segment.ordinal() + "]" : segment.name();
  }

  /** {@code PID-3[2].4} is in {@code PID-3}, and {@code PID-30} is not. */
  static boolean isIn(String place, String field) {
    String first = place.startsWith(field) ? place.substring(field.length()) : null;
    return first != null && (first.isEmpty() || first.charAt(0) == '[' || first.charAt(0) == '.');
  }
}
