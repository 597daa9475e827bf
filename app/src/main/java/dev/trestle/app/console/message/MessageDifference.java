package dev.trestle.app.console.message;

import dev.trestle.app.difference.Alignment;
import dev.trestle.semantics.hl7v2.FieldNamesResource;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.Segment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Two messages segment by segment, then field by field. Segments are laid side by side by their
 * bytes first; what is left by what it is about (an OBX by its OBX-3), then by name. Only what is
 * shown is masked: whether something differs is told by the bytes.
 */
final class MessageDifference {
  /** Segments of each message that are compared. */
  static final int SEGMENTS = 500;

  /** The fields that say what a segment that repeats is about. */
  private static final Map<String, int[]> ABOUT =
      Map.of(
          "OBX", new int[] {3, 4},
          "OBR", new int[] {4},
          "AL1", new int[] {3},
          "DG1", new int[] {3},
          "PR1", new int[] {3},
          "IN1", new int[] {3},
          "NK1", new int[] {2, 3});

  private static final List<BiFunction<Hl7Message, Segment, Object>> BY =
      List.of(
          MessageDifference::bytes,
          (message, segment) -> about(segment),
          (message, segment) -> segment.name());

  private final Hl7Message before;
  private final Hl7Message after;
  private final boolean masked;
  private final List<Piece> pieces = new ArrayList<>();

  private MessageDifference(Hl7Message before, Hl7Message after, boolean masked) {
    this.before = before;
    this.after = after;
    this.masked = masked;
  }

  /** What became of a segment. */
  enum Change {
    SAME,
    CHANGED,
    ADDED,
    REMOVED
  }

  /**
   * A field of both, or of one.
   *
   * @param location {@code PID-5} in the second message, or in the first when it is only there
   * @param before as shown; empty when it has none
   */
  record Row(String location, String name, String before, String after, boolean same) {
    @Override
    public String toString() {
      return "Row[" + location + "]";
    }
  }

  /**
   * A segment, or several in a row that are the same.
   *
   * @param label {@code OBX[2]}; of a segment that moved on, both: {@code OBX[2] → OBX[3]}
   */
  record Piece(String label, Change change, List<Row> rows) {
    public List<Row> changedRows() {
      return rows.stream().filter(row -> !row.same()).toList();
    }

    public List<Row> sameRows() {
      return rows.stream().filter(Row::same).toList();
    }
  }

  /**
   * The difference; patient data.
   *
   * @param more segments of either that were not compared
   */
  record Shown(List<Piece> pieces, int more) {
    public long count(String change) {
      return pieces.stream().filter(piece -> piece.change().name().equals(change)).count();
    }

    /** Whether all that was compared is the same. */
    public boolean none() {
      return pieces.stream().allMatch(piece -> piece.change() == Change.SAME);
    }
  }

  /**
   * Compares.
   *
   * @param masked whether values that tell who it is about are hidden
   */
  static Shown of(Hl7Message before, Hl7Message after, boolean masked) {
    MessageDifference difference = new MessageDifference(before, after, masked);
    difference.walk(0, segments(before), segments(after));
    int more =
        Math.max(0, before.segmentCount() - SEGMENTS)
            + Math.max(0, after.segmentCount() - SEGMENTS);
    return new Shown(List.copyOf(difference.pieces), more);
  }

  private static List<Segment> segments(Hl7Message message) {
    return IntStream.range(0, Math.min(message.segmentCount(), SEGMENTS))
        .mapToObj(message::segment)
        .toList();
  }

  private void walk(int level, List<Segment> first, List<Segment> second) {
    if (level == BY.size()) {
      first.forEach(segment -> add(Change.REMOVED, segment, null));
      second.forEach(segment -> add(Change.ADDED, null, segment));
      return;
    }
    BiFunction<Hl7Message, Segment, Object> key = BY.get(level);
    List<Alignment.Stretch> stretches =
        Alignment.of(
            first.stream().map(segment -> key.apply(before, segment)).toList(),
            second.stream().map(segment -> key.apply(after, segment)).toList());
    for (Alignment.Stretch stretch : stretches) {
      List<Segment> old = first.subList(stretch.before(), stretch.beforeEnd());
      List<Segment> now = second.subList(stretch.after(), stretch.afterEnd());
      if (!stretch.same()) {
        walk(level + 1, old, now);
      } else if (level == 0) {
        addSame(old, now);
      } else {
        for (int i = 0; i < old.size(); i++) {
          add(Change.CHANGED, old.get(i), now.get(i));
        }
      }
    }
  }

  private static Object bytes(Hl7Message message, Segment segment) {
    ByteBuffer bytes =
        ByteBuffer.wrap(message.raw(), segment.start(), segment.end() - segment.start());
    return message.charset().equals(StandardCharsets.UTF_8)
        ? bytes
        : StandardCharsets.UTF_8.encode(message.charset().decode(bytes));
  }

  private static Object about(Segment segment) {
    List<String> key = new ArrayList<>(List.of(segment.name()));
    for (int field : ABOUT.getOrDefault(segment.name(), new int[0])) {
      key.add(segment.text(field, 1, 1, 0));
    }
    return key;
  }

  private void addSame(List<Segment> old, List<Segment> now) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      rows.addAll(rows(old.get(i), now.get(i)));
    }
    String label =
        now.stream().map(segment -> segment.location(0, 0, 0, 0)).collect(Collectors.joining(", "));
    pieces.add(new Piece(label, Change.SAME, rows));
  }

  private void add(Change change, @Nullable Segment old, @Nullable Segment now) {
    String was = old == null ? "" : old.location(0, 0, 0, 0);
    String is = now == null ? was : now.location(0, 0, 0, 0);
    String label = was.isEmpty() || was.equals(is) ? is : was + " → " + is;
    pieces.add(new Piece(label, change, rows(old, now)));
  }

  private List<Row> rows(@Nullable Segment old, @Nullable Segment now) {
    int fields = Math.max(old == null ? 0 : old.fieldCount(), now == null ? 0 : now.fieldCount());
    List<Row> rows = new ArrayList<>();
    for (int field = 1; field <= fields; field++) {
      Row row = row(field, old, now);
      if (row != null) {
        rows.add(row);
      }
    }
    return rows;
  }

  private @Nullable Row row(int field, @Nullable Segment old, @Nullable Segment now) {
    String was = text(before, old, field);
    String is = text(after, now, field);
    if (was.isEmpty() && is.isEmpty()) {
      return null;
    }
    Segment named = is.isEmpty() || now == null ? old : now;
    if (named == null) {
      return null;
    }
    return new Row(
        named.location(field, 0, 0, 0),
        FieldNamesResource.name(named.name(), field).orElse(""),
        shown(named.name(), field, was),
        shown(named.name(), field, is),
        was.equals(is));
  }

  private static String text(Hl7Message message, @Nullable Segment segment, int field) {
    int start = segment == null ? -1 : segment.start(field, 0, 0, 0);
    return segment == null || start < 0
        ? ""
        : VisibleText.of(message, start, segment.length(field, 0, 0, 0));
  }

  private String shown(String segment, int field, String text) {
    String cut =
        text.length() > MessageView.VALUE_SHOWN
            ? text.substring(0, MessageView.VALUE_SHOWN) + " …"
            : text;
    return masked ? Masking.value(segment, field, cut) : cut;
  }
}
