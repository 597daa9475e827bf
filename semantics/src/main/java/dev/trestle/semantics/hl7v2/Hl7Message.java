package dev.trestle.semantics.hl7v2;

import dev.trestle.kernel.problem.Finding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HL7 v2 message as received: a view on its bytes. Immutable and thread-safe.
 *
 * <p>Reading never fails. Bytes without an MSH segment near their start have no segments and one
 * finding. Everything else is read as well as it can be, and what was odd is a finding.
 */
public final class Hl7Message {
  /** Most findings of one kind that a message carries. */
  static final int MAX_FINDINGS = 20;

  private final byte[] bytes;
  private final Delimiters delimiters;
  private final Charset charset;
  private final Escapes escapes;
  private final boolean plain;
  private final int[] fields;
  private final Separators separators;
  private final Segment[] segments;
  // Looked up by name only, never iterated: its order shows nowhere.
  private final Map<String, Segment.Occurrences> byName = new HashMap<>();
  private final List<Finding> readFindings;
  private final @Nullable SegmentIndex places;
  private volatile @Nullable List<Finding> findings;

  Hl7Message(byte[] bytes, Finding problem) {
    this.bytes = bytes;
    this.delimiters = Delimiters.DEFAULT;
    this.charset = StandardCharsets.UTF_8;
    this.escapes = new Escapes(bytes, delimiters, charset, charset);
    this.plain = false;
    this.fields = new int[0];
    this.separators = new Separators(delimiters);
    this.segments = new Segment[0];
    this.places = null;
    this.readFindings = List.of(problem);
  }

  Hl7Message(
      byte[] bytes,
      Delimiters delimiters,
      Charset charset,
      Charset hexCharset,
      SegmentIndex places,
      List<Finding> readFindings) {
    this.bytes = bytes;
    this.delimiters = delimiters;
    this.charset = charset;
    this.escapes = new Escapes(bytes, delimiters, charset, hexCharset);
    this.plain = !places.hasControls && !places.hasEscapes;
    this.fields = places.fields;
    this.separators = places.separators;
    this.places = places;
    this.readFindings = readFindings;
    this.segments = new Segment[places.segmentCount];
    for (int i = 0; i < segments.length; i++) {
      segments[i] = new Segment(this, places, i, byName);
    }
  }

  /** Reads any bytes. */
  public static Hl7Message read(byte[] raw, ReadOptions options) {
    return MessageReader.read(raw, options);
  }

  /** Whether this is a message at all. */
  public boolean hasMsh() {
    return segments.length > 0;
  }

  /** What was odd about the bytes, in document order by kind; no finding holds a value. */
  public List<Finding> findings() {
    List<Finding> known = findings;
    if (known == null) {
      List<Finding> all = new ArrayList<>(readFindings);
      if (places != null) {
        new TextScan(this, places, escapes).addTo(all);
      }
      known = Collections.unmodifiableList(all);
      findings = known;
    }
    return known;
  }

  public Delimiters delimiters() {
    return delimiters;
  }

  /** The character set that {@link #raw()} is decoded with. */
  public Charset charset() {
    return charset;
  }

  /**
   * The bytes that all offsets refer to: those received, not copied. Only where a separator could
   * be half a character (UTF-16, Shift_JIS, GB 18030, Big5, ISO 2022) they are the message
   * transcoded to UTF-8, and offsets are of that.
   */
  public byte[] raw() {
    return bytes;
  }

  public int segmentCount() {
    return segments.length;
  }

  public Segment segment(int index) {
    return segments[index];
  }

  /** The first segment of this name, or null. */
  public @Nullable Segment first(String name) {
    Segment.Occurrences found = byName.get(name);
    return found == null ? null : found.first();
  }

  /** All segments of a name, in order. */
  public List<Segment> all(String name) {
    List<Segment> all = new ArrayList<>(1);
    for (int i = 0; i < segmentCount(); i++) {
      if (segment(i).name().equals(name)) {
        all.add(segment(i));
      }
    }
    return all;
  }

  /**
   * The text of a component of the first segment of this name, first repetition; empty if absent.
   */
  public String text(String segment, int field, int component) {
    Segment found = first(segment);
    return found == null ? "" : found.text(field, 1, component, 0);
  }

  /**
   * The text of a leaf by its place, as {@link LeafVisitor} gives it: the same as {@link
   * Segment#text}, without looking for it again.
   */
  public String text(int start, int length) {
    boolean isNull = length == 2 && bytes[start] == '"' && bytes[start + 1] == '"';
    return isNull ? "" : decode(start, start + length);
  }

  /**
   * The place of a part by its bytes, in the notation of {@link Segment#location}: {@code PID-5.1},
   * or {@code PID-5} when the bytes are those of a whole field. Empty outside every segment.
   */
  public String location(int start, int length) {
    return Places.of(this, start, length);
  }

  /**
   * Visits every leaf that is not empty in document order, {@code ""} included; MSH-1 and MSH-2 are
   * none.
   */
  public void forEachLeaf(LeafVisitor visitor) {
    for (Segment segment : segments) {
      segment.forEachLeaf(visitor);
    }
  }

  int fieldStart(int token) {
    return fields[token];
  }

  Separators separators() {
    return separators;
  }

  /** The text of a place: escapes resolved, decoded, without illegal control characters. */
  String decode(int start, int end) {
    if (plain || isPlain(start, end)) {
      return new String(bytes, start, end - start, charset);
    }
    return legal(new String(escapes.resolve(start, end), charset));
  }

  private boolean isPlain(int start, int end) {
    int escape = delimiters.escapeOrNone();
    for (int at = start; at < end; at++) {
      byte b = bytes[at];
      if (b == escape || Ascii.isIllegalControl(b)) {
        return false;
      }
    }
    return true;
  }

  private static String legal(String text) {
    char[] replaced = null;
    for (int i = 0; i < text.length(); i++) {
      if (Ascii.isIllegalControl(text.charAt(i))) {
        replaced = replaced == null ? text.toCharArray() : replaced;
        replaced[i] = '\uFFFD';
      }
    }
    return replaced == null ? text : new String(replaced);
  }

  /** Neutral: a message is patient data. */
  @Override
  public String toString() {
    return "Hl7Message[" + segments.length + " segments]";
  }
}
