package dev.trestle.app.guide;

import dev.trestle.kernel.problem.TrestleException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tables of a version of the official guide. Immutable.
 *
 * @param maps the rows of segment maps that name an element by map, as {@code PID[Patient]}
 * @param others the rows of the other kinds of tables by map; a kind that the folder does not have
 *     is not there
 */
public record Guide(
    SortedMap<String, List<GuideRow>> maps,
    Map<GuideKind, SortedMap<String, List<GuideLine>>> others) {
  /** The kinds of tables beside the segment maps, in the order of reports. */
  public static final List<GuideKind> OTHERS =
      List.of(GuideKind.DATA_TYPES, GuideKind.MESSAGES, GuideKind.VOCABULARY);

  public Guide {
    maps = copy(maps);
    Map<GuideKind, SortedMap<String, List<GuideLine>>> copies = new EnumMap<>(GuideKind.class);
    others.forEach((kind, tables) -> copies.put(kind, copy(tables)));
    others = Collections.unmodifiableMap(copies);
  }

  private static <R> SortedMap<String, List<R>> copy(SortedMap<String, List<R>> tables) {
    TreeMap<String, List<R>> copy = new TreeMap<>();
    tables.forEach((name, rows) -> copy.put(name, List.copyOf(rows)));
    return Collections.unmodifiableSortedMap(copy);
  }

  /** The rows of a segment map; none when there is no such map. */
  public List<GuideRow> rows(String map) {
    return maps.getOrDefault(map, List.of());
  }

  /** The maps of another kind; none when the folder does not have the kind. */
  public SortedMap<String, List<GuideLine>> others(GuideKind kind) {
    return others.getOrDefault(kind, Collections.emptySortedMap());
  }

  /**
   * Reads the tables of a folder: the guide's own, or that of the segment maps alone.
   *
   * @throws TrestleException when it is no guide, or a table is not readable
   */
  public static Guide read(Path folder) {
    GuideFolder tables = GuideFolder.of(folder);
    SortedMap<String, List<GuideRow>> maps = tables.segments(GuideTable::read);
    Map<GuideKind, SortedMap<String, List<GuideLine>>> others = new EnumMap<>(GuideKind.class);
    for (GuideKind kind : OTHERS) {
      tables.others(kind, reader(kind)).ifPresent(found -> others.put(kind, found));
    }
    tables.refuseProblems();
    return new Guide(maps, others);
  }

  private static GuideFolder.Reader<GuideLine> reader(GuideKind kind) {
    return switch (kind) {
      case MESSAGES -> MessageTable::read;
      case VOCABULARY -> VocabularyTable::read;
      case DATA_TYPES, SEGMENTS -> GuideTable::ofDataType;
    };
  }
}
