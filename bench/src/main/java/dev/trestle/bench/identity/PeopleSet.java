package dev.trestle.bench.identity;

import dev.trestle.identity.measure.Accuracy;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.offline.LinkReport;
import dev.trestle.identity.offline.Linked;
import dev.trestle.identity.offline.Linking;
import dev.trestle.identity.offline.Progress;
import dev.trestle.identity.people.People;
import dev.trestle.identity.read.ColumnMap;
import dev.trestle.identity.read.Loaded;
import dev.trestle.identity.read.PeopleLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Labelled people that are published. Linked with the one model of Trestle and told only what the
 * columns hold.
 *
 * @param name as the report has it
 * @param files below the corpus; several are linked as one
 * @param columns what they hold
 * @param truth column of the truth; empty where the first number of the id is
 */
public record PeopleSet(String name, List<String> files, String columns, Optional<String> truth) {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 27);
  private static final String FEBRL =
      "id=rec_id,given=given_name,family=surname,address-line=street_number,address-line=address_1,"
          + "city=suburb,postal-code=postcode,state=state,birth-date=date_of_birth";
  private static final String FEBRL_NUMBER = FEBRL + ",ssn=soc_sec_id";

  /** Sets that take seconds. */
  public static final List<PeopleSet> SMALL = small();

  /** Historical figures, a half of a set of fifty thousand. */
  public static final PeopleSet HISTORICAL =
      new PeopleSet(
          "historical_50k, half A",
          List.of("identity/splink/historical_50k_half_a.csv"),
          "id=unique_id,given=first_name,middle=full_name,family=surname,birth-date=dob,"
              + "other.birth-place=birth_place,postal-code=postcode_fake,gender=gender,"
              + "other.occupation=occupation",
          Optional.of("cluster"));

  private static List<PeopleSet> small() {
    List<PeopleSet> sets = new ArrayList<>();
    for (boolean number : new boolean[] {true, false}) {
      String columns = number ? FEBRL_NUMBER : FEBRL;
      String suffix = number ? "" : ", soc_sec_id blanked";
      for (int i = 1; i <= 3; i++) {
        sets.add(
            new PeopleSet(
                "FEBRL " + i + suffix,
                List.of("identity/febrl/dataset" + i + ".csv"),
                columns,
                Optional.empty()));
      }
      sets.add(
          new PeopleSet(
              "FEBRL 4" + suffix,
              List.of("identity/febrl/dataset4a.csv", "identity/febrl/dataset4b.csv"),
              columns,
              Optional.empty()));
    }
    sets.add(
        new PeopleSet(
            "fake_1000",
            List.of("identity/splink/fake_1000.csv"),
            "id=unique_id,given=first_name,family=surname,birth-date=dob,city=city,email=email",
            Optional.of("cluster")));
    return List.copyOf(sets);
  }

  /**
   * What was measured.
   *
   * @param took reading and linking
   */
  public record Measured(
      PeopleSet set, int records, Linked linked, LinkReport.Measured figures, Duration took) {}

  /** Whether the corpus has it. */
  public boolean isIn(Path corpus) {
    return files.stream().allMatch(file -> Files.isReadable(corpus.resolve(file)));
  }

  /** Links it and measures. */
  public Measured measure(Path corpus, LinkModel model) throws IOException {
    Path file = Files.createTempFile("people", ".csv");
    try {
      Files.write(file, lines(corpus), StandardCharsets.UTF_8);
      long begin = System.nanoTime();
      Loaded loaded =
          PeopleLoader.csv(file, ColumnMap.parse(columns), truth).load(TODAY, model.placeholders());
      Linked linked = Linking.link(loaded.table(), model, Progress.NONE);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      int[] labels = truth.isPresent() ? loaded.truth() : labels(loaded.table());
      return new Measured(
          this, loaded.table().size(), linked, LinkReport.measure(linked, labels), took);
    } finally {
      Files.delete(file);
    }
  }

  /** One header, then the rows of all files. */
  private List<String> lines(Path corpus) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String file : files) {
      List<String> all = Files.readAllLines(corpus.resolve(file));
      lines.addAll(lines.isEmpty() ? all : all.subList(1, all.size()));
    }
    return lines;
  }

  /** {@code rec-1496-dup-0} is person 1496. */
  private static int[] labels(People table) {
    int[] labels = new int[table.size()];
    for (int record = 0; record < labels.length; record++) {
      String[] parts = table.id(record).split("-");
      labels[record] = parts.length > 1 ? Integer.parseInt(parts[1]) : Accuracy.UNKNOWN;
    }
    return labels;
  }
}
