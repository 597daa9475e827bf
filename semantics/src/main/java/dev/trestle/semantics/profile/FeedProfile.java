package dev.trestle.semantics.profile;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.Presence;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.run.LeafWitness;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a feed really sends, message by message. Bounded however many messages there are; not
 * thread-safe.
 */
public final class FeedProfile {
  /** Names of segments that are counted; a feed of broken lines has as many as it likes. */
  private static final int SEGMENTS = 200;

  private static final int FIELDS = 200;
  private static final int TYPES = 200;
  private static final int FINDINGS = 500;
  private static final String OTHERS = "(others)";
  private static final Pattern TYPE = Pattern.compile("[A-Z0-9]{2,4}(\\^[A-Z0-9]{2,4})?");
  private static final Pattern SEGMENT = Pattern.compile("[A-Z][A-Z0-9]{2}");
  private static final Pattern NUMBERS = Pattern.compile("\\[\\d+]");

  private final MappedFields mapped;
  private final SortedMap<String, SegmentProfile> segments = new TreeMap<>();
  private final SortedMap<String, Type> types = new TreeMap<>();
  private final SortedMap<String, Long> findings = new TreeMap<>();
  private final SortedMap<String, Long> charsets = new TreeMap<>();
  private long messages;
  private String first = "";
  private String last = "";

  /**
   * @param mapped which fields are looked up in tables
   */
  public FeedProfile(MappedFields mapped) {
    this.mapped = mapped;
  }

  /**
   * A type of message.
   *
   * @param messages of this type
   * @param untranslatable of them, those of which nothing could be made
   * @param first day, {@code 2026-01-31}, or empty
   * @param last day
   */
  public record Type(long messages, long partial, long untranslatable, String first, String last) {
    private static final Type NONE = new Type(0, 0, 0, "", "");

    Type with(Translation.Result result, String day) {
      return new Type(
          messages + 1,
          partial + (result == Translation.Result.PARTIAL ? 1 : 0),
          untranslatable + (result == Translation.Result.UNTRANSLATABLE ? 1 : 0),
          Days.earlier(first, day),
          Days.later(last, day));
    }
  }

  /** Learns where the leaves of the next message went. */
  public LeafWitness witness() {
    return (segment, field, component, where) -> {
      SegmentProfile known = segment(segment.name());
      if (field <= FIELDS) {
        known.field(field).leaf(where);
      }
    };
  }

  /**
   * A message.
   *
   * @param type {@code ADT^A01}
   * @param translation what became of it
   * @param day it was received or made, {@code 2026-01-31}; empty when not known
   */
  public void add(Hl7Message message, String type, Translation translation, String day) {
    messages++;
    first = Days.earlier(first, day);
    last = Days.later(last, day);
    String name = TYPE.matcher(type).matches() ? type : OTHERS;
    String counted = types.size() < TYPES || types.containsKey(name) ? name : OTHERS;
    types.put(counted, types.getOrDefault(counted, Type.NONE).with(translation.result(), day));
    charsets.merge(message.charset().name(), 1L, Long::sum);
    translation.findings().forEach(this::finding);
    segments(message, day);
  }

  private void finding(Finding finding) {
    String place = NUMBERS.matcher(finding.location()).replaceAll("");
    String text = finding.code().id() + (place.isEmpty() ? "" : " at " + place);
    String counted = findings.size() < FINDINGS || findings.containsKey(text) ? text : OTHERS;
    findings.merge(counted, 1L, Long::sum);
  }

  private void segments(Hl7Message message, String day) {
    int patient = patient(message);
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < message.segmentCount(); i++) {
      Segment segment = message.segment(i);
      seen.merge(name(segment.name()), 1, Integer::sum);
      fields(segment, segment(segment.name()), patient, day);
    }
    seen.forEach((name, count) -> segment(name).add(count));
  }

  /** Without a patient each message counts as one of its own. */
  private static int patient(Hl7Message message) {
    String number = message.text("PID", 3, 1);
    return (number.isEmpty() ? "MSH" + message.text("MSH", 10, 0) : number).hashCode();
  }

  private String name(String segment) {
    boolean room = segments.size() < SEGMENTS || segments.containsKey(segment);
    return room && SEGMENT.matcher(segment).matches() ? segment : OTHERS;
  }

  private SegmentProfile segment(String segment) {
    return segments.computeIfAbsent(name(segment), missing -> new SegmentProfile());
  }

  private void fields(Segment segment, SegmentProfile profile, int patient, String day) {
    for (int field = 1; field <= Math.min(segment.fieldCount(), FIELDS); field++) {
      Presence presence = segment.presence(field, 0, 0, 0);
      if (presence == Presence.VALUED) {
        value(segment, field, profile.field(field), patient, day);
      } else if (presence == Presence.NULL) {
        profile.field(field).isNull();
      }
    }
  }

  private void value(Segment segment, int field, FieldProfile profile, int patient, String day) {
    int repeats = segment.repetitions(field);
    profile.valued(day, repeats, segment.text(field, 0, 0, 0).length());
    int components = Math.min(segment.components(field, 1), FIELDS);
    for (int component = 1; component <= components; component++) {
      if (segment.presence(field, 1, component, 0) == Presence.VALUED) {
        profile.component(component);
      }
    }
    List<MappedFields.Coded> coded = mapped.coded(segment.name(), field);
    if (coded.isEmpty()) {
      profile.formats().add(segment.text(field, 1, components > 1 ? 1 : 0, 0));
      return;
    }
    for (int repetition = 1; repetition <= Math.min(repeats, FIELDS); repetition++) {
      code(segment, field, repetition, coded, profile, patient);
    }
  }

  private static void code(
      Segment segment,
      int field,
      int repetition,
      List<MappedFields.Coded> coded,
      FieldProfile profile,
      int patient) {
    int component = coded.get(0).component();
    String code = segment.text(field, repetition, component, 0).strip();
    if (!code.isEmpty()) {
      boolean inTable =
          coded.stream()
              .filter(each -> each.component() == component)
              .anyMatch(each -> each.table().find(code) != null);
      profile.codes().add(code, inTable, patient);
    }
  }

  public long messages() {
    return messages;
  }

  /** The first day, {@code 2026-01-31}; empty when none is known. */
  public String first() {
    return first;
  }

  public String last() {
    return last;
  }

  /** By name. */
  public SortedMap<String, SegmentProfile> segments() {
    return Collections.unmodifiableSortedMap(segments);
  }

  /** By {@code ADT^A01}. */
  public SortedMap<String, Type> types() {
    return Collections.unmodifiableSortedMap(types);
  }

  /** Times, by code and place without numbers. */
  public SortedMap<String, Long> findings() {
    return Collections.unmodifiableSortedMap(findings);
  }

  /** Messages by the character set they were read with. */
  public SortedMap<String, Long> charsets() {
    return Collections.unmodifiableSortedMap(charsets);
  }
}
