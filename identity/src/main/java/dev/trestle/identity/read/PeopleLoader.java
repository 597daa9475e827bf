package dev.trestle.identity.read;

import dev.trestle.identity.measure.Accuracy;
import dev.trestle.identity.people.Attribute;
import dev.trestle.identity.people.PeopleEncoder;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.people.Person;
import dev.trestle.identity.standard.BirthDates;
import dev.trestle.identity.standard.DateReader;
import dev.trestle.identity.standard.Placeholders;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a file twice: first to see how it writes dates, then to keep what people say. Every id is
 * there and stands once.
 */
public final class PeopleLoader {
  private static final int OLDEST_YEARS = 120;

  /** More dates than this share before living memory: the file is about history. */
  private static final double HISTORY = 0.01;

  /** People who are standardised together. */
  private static final int BATCH = 4096;

  private final PeopleSource source;
  private final List<String> others;
  private final boolean withTruth;

  private PeopleLoader(PeopleSource source, List<String> others, boolean withTruth) {
    this.source = source;
    this.others = others;
    this.withTruth = withTruth;
  }

  /** People of a CSV file. */
  public static PeopleLoader csv(Path file, ColumnMap columns, Optional<String> truth) {
    return new PeopleLoader(
        new CsvPeople(file, columns, truth), columns.others(), truth.isPresent());
  }

  /** Patients, one JSON in a line. */
  public static PeopleLoader patients(Path file) {
    return new PeopleLoader(new PatientLines(file), List.of(), false);
  }

  /**
   * Reads the file.
   *
   * @param today nobody was born more than two days after it
   * @throws TrestleException what keeps it from being linked, with lines
   * @throws IOException when it cannot be read
   */
  public Loaded load(LocalDate today, Placeholders placeholders) throws IOException {
    Survey survey = new Survey(today);
    source.read(new Findings(), survey::look);
    PeopleEncoder encoder =
        new PeopleEncoder(
            placeholders,
            new DateReader(today.getYear(), survey.isDayFirst()),
            survey.earliest(),
            number(today.plusDays(2)),
            others);
    Findings findings = new Findings();
    Map<String, Long> lines = new HashMap<>();
    Map<String, Integer> labels = new HashMap<>();
    List<Integer> truth = new ArrayList<>();
    List<Person> batch = new ArrayList<>(BATCH);
    source.read(
        findings,
        (line, person, label) -> {
          if (isNew(line, person, lines, findings)) {
            batch.add(person);
            if (batch.size() == BATCH) {
              encoder.add(batch);
              batch.clear();
            }
            truth.add(
                label.isEmpty()
                    ? Accuracy.UNKNOWN
                    : labels.computeIfAbsent(label, none -> labels.size()));
          }
        });
    encoder.add(batch);
    check(findings, lines.size());
    PeopleTable table = encoder.finish();
    int[] sorted = new int[withTruth ? table.size() : 0];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = truth.get(table.filePosition(i));
    }
    return new Loaded(table, sorted, findings);
  }

  private static boolean isNew(
      long line, Person person, Map<String, Long> lines, Findings findings) {
    if (person.id().isEmpty()) {
      findings.error(line, "has no id");
      return false;
    }
    Long before = lines.putIfAbsent(person.id(), line);
    if (before != null) {
      findings.error(line, "has the id of line " + before);
      return false;
    }
    return true;
  }

  private static void check(Findings findings, int people) {
    if (findings.errorCount() > 0) {
      String more = findings.errorCount() > findings.errors().size() ? "; and more" : "";
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "The file cannot be linked: "
              + String.join("; ", findings.errors())
              + more
              + ". Every row needs an id of its own.");
    }
    if (people == 0) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "There is nobody in the file.");
    }
    if (people > PeopleEncoder.MOST_PEOPLE) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "The file has more than " + PeopleEncoder.MOST_PEOPLE + " people. Link it in parts.");
    }
  }

  private static int number(LocalDate date) {
    return BirthDates.of(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  /** How a file writes its dates, and whether it is about people who may live. */
  private static final class Survey {
    private final DateReader reader;
    private final int oldest;
    private long dates;
    private long old;
    private boolean dayFirst;

    Survey(LocalDate today) {
      reader = new DateReader(today.getYear(), false);
      oldest = number(today.minusYears(OLDEST_YEARS));
    }

    void look(long line, Person person, String truth) {
      for (String text : person.texts(Attribute.BIRTH_DATE)) {
        dayFirst |= DateReader.beginsWithDay(text);
        reader
            .read(text)
            .ifPresent(
                date -> {
                  dates++;
                  old += date < oldest ? 1 : 0;
                });
      }
    }

    boolean isDayFirst() {
      return dayFirst;
    }

    int earliest() {
      return old > dates * HISTORY ? 0 : oldest;
    }
  }
}
