package dev.trestle.app.guide;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows that are known not to be followed, and the page of decisions that says why. */
public final class ReviewedRows {
  private static final String RESOURCE = "reviewed-rows.csv";

  private final List<Entry> entries;

  /**
   * An entry of the list.
   *
   * @param map as {@code PID[Patient]}, or {@code PID[*]} for every map of the segment
   * @param first number of the first field
   * @param last number of the last field
   * @param target beginning of the element; empty for every element
   * @param adr number of the page
   */
  public record Entry(String map, int first, int last, String target, int adr) {
    /** Whether the row is meant. */
    public boolean covers(GuideRow row) {
      boolean ofMap =
          map.endsWith("[*]")
              ? row.segment().equals(map.substring(0, map.length() - 3))
              : row.map().equals(map);
      return ofMap
          && row.field() >= first
          && row.field() <= last
          && row.target().startsWith(target);
    }
  }

  private ReviewedRows(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /** The list that comes with Trestle. */
  public static ReviewedRows known() {
    try (InputStream in = ReviewedRows.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the list is not on the class path: " + RESOURCE);
      }
      List<Entry> entries = new ArrayList<>();
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (GuideCsv.Line line : GuideCsv.read(text)) {
        boolean comment = line.cell(0).startsWith("#") || line.cell(0).isEmpty();
        if (!comment && !line.cell(0).equals("map")) {
          entries.add(entry(line));
        }
      }
      return new ReviewedRows(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry entry(GuideCsv.Line line) {
    return new Entry(
        line.cell(0),
        Integer.parseInt(line.cell(1)),
        Integer.parseInt(line.cell(2)),
        line.cell(3),
        Integer.parseInt(line.cell(4)));
  }

  /** All entries. */
  public List<Entry> entries() {
    return entries;
  }

  /** {@code ADR 36}, when the row is known not to be followed. */
  public Optional<String> reason(GuideRow row) {
    return entries.stream()
        .filter(entry -> entry.covers(row))
        .findFirst()
        .map(entry -> "ADR " + entry.adr());
  }
}
