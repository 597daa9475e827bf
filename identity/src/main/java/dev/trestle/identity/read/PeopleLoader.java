package dev.trestle.identity.read;

import dev.trestle.identity.measure.Accuracy;
import dev.trestle.identity.people.Attribute;
import dev.trestle.identity.people.PeopleEncoder;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.people.Person;
import dev.trestle.identity.people.SpilledPeople;
import dev.trestle.identity.people.SpillingEncoder;
import dev.trestle.identity.people.Standardiser;
import dev.trestle.identity.spill.Spill;
import dev.trestle.identity.standard.BirthDates;
import dev.trestle.identity.standard.DateReader;
import dev.trestle.identity.standard.Placeholders;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
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
   * Reads the file into memory.
   *
   * @param today nobody was born more than two days after it
   * @throws TrestleException what keeps it from being linked, with lines
   * @throws IOException when it cannot be read
   */
  public Loaded load(LocalDate today, Placeholders placeholders) throws IOException {
    return inMemory(survey(today).standardiser(placeholders));
  }

  /** Makes the place on disk where a file is kept that does not fit into memory. */
  public interface OnDisk {
    Spill open();
  }

  /**
   * Reads the file, into memory or, where linking it would take more memory than a bound, to disk.
   *
   * @param memory the bound, in bytes
   * @see #load(LocalDate, Placeholders)
   */
  public Loaded load(LocalDate today, Placeholders placeholders, long memory, OnDisk disk)
      throws IOException {
    Survey survey = survey(today);
    Standardiser standardiser = survey.standardiser(placeholders);
    return survey.bytes() <= memory ? inMemory(standardiser) : onDisk(standardiser, disk.open());
  }

  private Survey survey(LocalDate today) throws IOException {
    Survey survey = new Survey(today);
    source.read(new Findings(), survey::look);
    return survey;
  }

  private Loaded onDisk(Standardiser standardiser, Spill spill) throws IOException {
    SpillingEncoder encoder = new SpillingEncoder(spill, standardiser, others);
    Findings findings = new Findings();
    List<SpillingEncoder.Line> batch = new ArrayList<>(BATCH);
    source.read(
        findings,
        (line, person, label) -> {
          if (hasId(line, person, findings)) {
            batch.add(new SpillingEncoder.Line(line, person, label));
            if (batch.size() == BATCH) {
              encoder.add(batch);
              batch.clear();
            }
          }
        });
    encoder.add(batch);
    int count = encoder.arrange((line, before) -> repeated(line, before, findings));
    check(findings, count);
    SpilledPeople people = encoder.finish(withTruth);
    return new Loaded(people, people.truth(), findings);
  }

  private Loaded inMemory(Standardiser standardiser) throws IOException {
    PeopleEncoder encoder = new PeopleEncoder(standardiser, others);
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
    int[] firsts = new int[labels.size()];
    Arrays.fill(firsts, Accuracy.UNKNOWN);
    for (int i = 0; i < sorted.length; i++) {
      int label = truth.get(table.filePosition(i));
      if (label != Accuracy.UNKNOWN && firsts[label] == Accuracy.UNKNOWN) {
        firsts[label] = i;
      }
      sorted[i] = label == Accuracy.UNKNOWN ? label : firsts[label];
    }
    return new Loaded(table, sorted, findings);
  }

  private static boolean isNew(
      long line, Person person, Map<String, Long> lines, Findings findings) {
    if (!hasId(line, person, findings)) {
      return false;
    }
    Long before = lines.putIfAbsent(person.id(), line);
    if (before != null) {
      repeated(line, before, findings);
    }
    return before == null;
  }

  private static boolean hasId(long line, Person person, Findings findings) {
    if (person.id().isEmpty()) {
      findings.error(line, "has no id");
    }
    return !person.id().isEmpty();
  }

  private static void repeated(long line, long before, Findings findings) {
    findings.error(line, "has the id of line " + before);
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

  /**
   * How a file writes its dates, whether it is about people who may live, and how much memory they
   * will take.
   */
  private static final class Survey {
    /** What somebody takes beside texts: keys, pairs, counts; measured (docs/adr/0102). */
    private static final long PERSON_BYTES = 400;

    /** What a letter takes, with its part of the tables of values. */
    private static final long LETTER_BYTES = 6;

    private final LocalDate today;
    private final DateReader reader;
    private final int oldest;
    private long dates;
    private long old;
    private boolean dayFirst;
    private long bytes;

    Survey(LocalDate today) {
      this.today = today;
      reader = new DateReader(today.getYear(), false);
      oldest = number(today.minusYears(OLDEST_YEARS));
    }

    /** Bytes of memory in which it can be linked, about. */
    long bytes() {
      return bytes;
    }

    Standardiser standardiser(Placeholders placeholders) {
      return new Standardiser(
          placeholders,
          new DateReader(today.getYear(), dayFirst),
          earliest(),
          number(today.plusDays(2)));
    }

    void look(long line, Person person, String truth) {
      bytes += PERSON_BYTES + LETTER_BYTES * person.letters();
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

    private int earliest() {
      return old > dates * HISTORY ? 0 : oldest;
    }
  }
}
