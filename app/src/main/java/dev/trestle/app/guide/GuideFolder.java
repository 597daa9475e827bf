package dev.trestle.app.guide;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folders of a guide's tables, and what is wrong with them. */
final class GuideFolder {
  /** Where the segment maps may be, and beside which folder the other kinds are. */
  private static final List<String> ROOTS = List.of("", "mappings");

  private final Path root;
  private final List<Path> segments;
  private final List<String> problems = new ArrayList<>();

  /** Reads the rows of a table; what is wrong with it is added to the problems. */
  interface Reader<R> {
    List<R> read(String map, List<GuideCsv.Line> lines, List<String> problems);
  }

  private GuideFolder(Path root, List<Path> segments) {
    this.root = root;
    this.segments = segments;
  }

  /** Finds the segment maps: in the folder itself, or below it. */
  static GuideFolder of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new TrestleException(
          ProblemCode.FILE_UNREADABLE, "There is no folder " + folder + " with a guide.");
    }
    if (list(folder).stream().anyMatch(file -> isTable(GuideKind.SEGMENTS, file))) {
      return new GuideFolder(folder, list(folder));
    }
    for (String below : ROOTS) {
      Path root = folder.resolve(below);
      List<Path> files = list(root.resolve(GuideKind.SEGMENTS.folder()));
      if (files.stream().anyMatch(file -> isTable(GuideKind.SEGMENTS, file))) {
        return new GuideFolder(root, files);
      }
    }
    throw new TrestleException(
        ProblemCode.REQUEST_INVALID,
        folder
            + " is no guide: there is no table like \"… PID[Patient] - ….csv\" in it, in segments"
            + " or in mappings/segments.");
  }

  /** The segment maps; files that are none of them are left out. */
  <R> SortedMap<String, List<R>> segments(Reader<R> reader) {
    return tables(
        GuideKind.SEGMENTS,
        segments.stream().filter(file -> isTable(GuideKind.SEGMENTS, file)).toList(),
        reader);
  }

  /** The maps of another kind by their names; empty when the folder has none. */
  <R> Optional<SortedMap<String, List<R>>> others(GuideKind kind, Reader<R> reader) {
    List<Path> files = list(root.resolve(kind.folder()));
    return files.isEmpty() ? Optional.empty() : Optional.of(tables(kind, files, reader));
  }

  /**
   * Refuses tables that are not readable: a row that is missing because of that would look as if it
   * were gone.
   */
  void refuseProblems() {
    if (!problems.isEmpty()) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "Tables of the guide are not readable:\n  " + String.join("\n  ", problems));
    }
  }

  private <R> SortedMap<String, List<R>> tables(
      GuideKind kind, List<Path> files, Reader<R> reader) {
    TreeMap<String, List<R>> maps = new TreeMap<>();
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      String map = kind.map(name).orElse("");
      List<String> found = new ArrayList<>();
      if (map.isEmpty()) {
        found.add("its name is not that of a table of " + kind.words());
      } else if (maps.putIfAbsent(map, rows(map, file, reader, found)) != null) {
        found.add("another file is the table of " + map + ", too");
      }
      String folder = kind == GuideKind.SEGMENTS ? "" : kind.folder() + "/";
      found.forEach(problem -> problems.add(folder + name + ": " + problem));
    }
    return maps;
  }

  private static <R> List<R> rows(String map, Path file, Reader<R> reader, List<String> found) {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return reader.read(map, GuideCsv.readWhole(text), found);
    } catch (GuideCsv.OpenQuote open) {
      found.add(open.getMessage());
      return List.of();
    } catch (IOException e) {
      throw new TrestleException(ProblemCode.FILE_UNREADABLE, file + " is not readable.", e);
    }
  }

  /** The tables in a folder; none when it is not there. */
  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    } catch (IOException e) {
      throw new TrestleException(ProblemCode.FILE_UNREADABLE, folder + " is not readable.", e);
    }
  }

  private static boolean isTable(GuideKind kind, Path file) {
    return kind.map(String.valueOf(file.getFileName())).isPresent();
  }
}
