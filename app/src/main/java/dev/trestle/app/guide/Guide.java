package dev.trestle.app.guide;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The segment maps of a version of the official guide. Immutable.
 *
 * @param maps the rows that name an element by map, as {@code PID[Patient]}
 */
public record Guide(SortedMap<String, List<GuideRow>> maps) {
  /** {@code … PID[Patient] - Sheet1.csv}. */
  private static final Pattern NAME =
      Pattern.compile("(?:^|[^A-Za-z0-9])([A-Z][A-Z0-9]{2}\\[[A-Za-z0-9-]+\\])");

  private static final List<String> BELOW = List.of("", "segments", "mappings/segments");

  public Guide {
    TreeMap<String, List<GuideRow>> copy = new TreeMap<>();
    maps.forEach((name, rows) -> copy.put(name, List.copyOf(rows)));
    maps = Collections.unmodifiableSortedMap(copy);
  }

  /** The rows of a map; none when there is no such map. */
  public List<GuideRow> rows(String map) {
    return maps.getOrDefault(map, List.of());
  }

  /**
   * Reads the tables of a folder: that of the segment maps, or the guide's own.
   *
   * @throws TrestleException when it is no guide, or a table is not readable: a row that is missing
   *     because of that would look as if it were gone
   */
  public static Guide read(Path folder) {
    List<Path> files = files(folder);
    List<String> problems = new ArrayList<>();
    TreeMap<String, List<GuideRow>> maps = new TreeMap<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      Matcher map = NAME.matcher(name);
      if (!map.find()) {
        continue;
      }
      List<String> found = new ArrayList<>();
      List<GuideRow> rows = GuideTable.read(map.group(1), text(file), found);
      if (maps.putIfAbsent(map.group(1), rows) != null) {
        found.add("another file is the table of " + map.group(1) + ", too");
      }
      found.forEach(problem -> problems.add(name + ": " + problem));
    }
    if (!problems.isEmpty()) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "Tables of the guide are not readable:\n  " + String.join("\n  ", problems));
    }
    return new Guide(maps);
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new TrestleException(
          ProblemCode.FILE_UNREADABLE, "There is no folder " + folder + " with a guide.");
    }
    for (String below : BELOW) {
      Path tables = folder.resolve(below);
      if (Files.isDirectory(tables)) {
        List<Path> files = list(tables);
        if (files.stream().anyMatch(Guide::isTable)) {
          return files;
        }
      }
    }
    throw new TrestleException(
        ProblemCode.REQUEST_INVALID,
        folder
            + " is no guide: there is no table like \"… PID[Patient] - ….csv\" in it, in segments"
            + " or in mappings/segments.");
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    } catch (IOException e) {
      throw new TrestleException(ProblemCode.FILE_UNREADABLE, folder + " is not readable.", e);
    }
  }

  private static boolean isTable(Path file) {
    return NAME.matcher(String.valueOf(file.getFileName())).find();
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new TrestleException(ProblemCode.FILE_UNREADABLE, file + " is not readable.", e);
    }
  }
}
