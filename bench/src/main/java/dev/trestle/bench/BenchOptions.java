package dev.trestle.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run measures and how.
 *
 * @param scale how long
 * @param parts what
 * @param folder where the data folder is kept and found again; empty: a temporary one
 * @param newPatients share of admissions about patients not seen before
 * @param preload how many resources there should be before measuring
 * @param sample whether a further pass is sampled
 * @param report where the report is written; empty: to the terminal only
 */
record BenchOptions(
    Scale scale,
    Set<Part> parts,
    Optional<Path> folder,
    double newPatients,
    long preload,
    boolean sample,
    Optional<Path> report) {
  static final String USAGE =
      """
      bench/run [--quick | --full | --smoke] [--only PART,…] [--sample] [--folder DIR]
                [--preload RESOURCES] [--new-patients SHARE] [--report FILE]

        --quick              some minutes (default)
        --full               ten minutes end to end; with --preload 5000000 as the design asks
        --smoke              seconds: shows that the harness works, the figures mean nothing
        --only PART,…        of: %s
                             (pages fills the journal up with copies: in a folder that serves for
                             nothing else afterwards, match registers a million people: both only
                             when they are named)
        --sample             one more pass with a profile: the hottest methods
        --folder DIR         keep the data here and go on with it; else a temporary folder
        --preload RESOURCES  so many should be there before measuring: sent first
        --new-patients SHARE of the admissions, 0 to 1 (default 1)
        --report FILE        default: docs/performance.md, or with --only the terminal alone
      """
          .formatted(
              Arrays.stream(Part.values()).map(Part::word).collect(Collectors.joining(", ")));

  private static final Path USUAL_REPORT = Path.of("docs", "performance.md");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException what is wrong with it
   */
  static BenchOptions read(List<String> arguments) {
    Scale scale = Scale.QUICK;
    Set<Part> parts = EnumSet.noneOf(Part.class);
    Optional<Path> folder = Optional.empty();
    Optional<Path> report = Optional.empty();
    double newPatients = 1;
    long preload = 0;
    boolean sample = false;
    for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
      String word = words.next();
      switch (word) {
        case "--help" -> throw new IllegalArgumentException("");
        case "--quick" -> scale = Scale.QUICK;
        case "--full" -> scale = Scale.FULL;
        case "--smoke" -> scale = Scale.SMOKE;
        case "--sample" -> sample = true;
        case "--only" ->
            Arrays.stream(value(word, words).split(",")).map(Part::of).forEach(parts::add);
        case "--folder" -> folder = Optional.of(Path.of(value(word, words)).toAbsolutePath());
        case "--report" -> report = Optional.of(Path.of(value(word, words)));
        case "--preload" -> preload = Long.parseLong(value(word, words));
        case "--new-patients" -> newPatients = Double.parseDouble(value(word, words));
        default -> throw new IllegalArgumentException("unknown: " + word);
      }
    }
    if (parts.contains(Part.INTAKE)) {
      parts.add(Part.FLOOR); // its budget is a share of it
    }
    if (parts.isEmpty()) {
      parts.addAll(EnumSet.complementOf(EnumSet.of(Part.PAGES, Part.MATCH)));
      report = report.or(() -> Optional.of(USUAL_REPORT));
    }
    return new BenchOptions(scale, parts, folder, newPatients, preload, sample, report);
  }

  boolean needsPlatform() {
    return sample || preload > 0 || parts.stream().anyMatch(Part::needsPlatform);
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return words.next();
  }
}
