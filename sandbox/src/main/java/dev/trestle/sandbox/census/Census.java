package dev.trestle.sandbox.census;

import dev.trestle.sandbox.seed.Draw;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A population that is hard to tell apart, as it stands in the files of one to four health systems,
 * with the truth. Made of households: single people, couples, families with twins and newborns,
 * fathers and sons of one name, homes for the old. People were registered some time in the last
 * twelve years and stand there as they were then: before a marriage, a move, another number. Clerks
 * mistype, leave out and write what stands for "not known" (see {@link Clerk}).
 *
 * <p>A pure function of seed, size and date, the same on every machine. Names are as frequent as
 * names are; hard cases are several times as frequent as in life (twins in a tenth of families,
 * fathers and sons of one name in a twentieth of households), because they are what is measured.
 */
public final class Census {
  /** Columns as {@code trestle link} is told of them. */
  public static final String COLUMNS =
      "id=id,family=family,given=given,middle=middle,suffix=suffix,prior-family=prior-family,"
          + "mother-family=mother-family,birth-date=birth-date,gender=gender,ssn=ssn,"
          + "address-line=address-line,city=city,state=state,postal-code=postal-code,"
          + "phone=phone,phone=mobile,email=email";

  /** The column of the truth. */
  public static final String TRUTH = "resident";

  private static final double[] HEALTH_SYSTEMS = {0.3, 0.7, 0.9};

  private final List<Resident> residents = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  private Census(long seed, int people, LocalDate asOf) {
    Households households = new Households(seed, asOf);
    Clerk clerk = new Clerk(asOf);
    for (int number = 0; residents.size() < people; number++) {
      for (Life life : households.household(number, residents.size())) {
        residents.add(life.resident());
        enrol(life, clerk, asOf, Draw.of(seed, 22, life.resident().index()));
      }
    }
    rows.sort(Comparator.comparing(Row::id));
  }

  /**
   * A census.
   *
   * @param seed the same seed gives the same people
   * @param people how many at least; the last household is not torn apart
   * @param asOf the day on which it is taken
   */
  public static Census of(long seed, int people, LocalDate asOf) {
    return new Census(seed, people, asOf);
  }

  private void enrol(Life life, Clerk clerk, LocalDate asOf, Draw draw) {
    List<Integer> systems = new ArrayList<>(List.of(0, 1, 2, 3));
    double at = draw.fraction();
    int count = 1;
    for (double limit : HEALTH_SYSTEMS) {
      count += at >= limit ? 1 : 0;
    }
    for (int i = 0; i < count; i++) {
      int system = systems.remove(draw.below(systems.size()));
      boolean atBirth = i == 0 && life.isNewborn();
      LocalDate day = atBirth ? life.born() : day(life, asOf, draw);
      String id = String.format("%016x", draw.bits());
      rows.add(
          new Row(
              id, life.resident().index(), system, clerk.write(life, system, day, atBirth, draw)));
    }
  }

  /** A day of the last twelve years on which they had a name already. */
  private static LocalDate day(Life life, LocalDate asOf, Draw draw) {
    LocalDate first = asOf.minusYears(Households.YEARS);
    LocalDate named = life.born().plusDays(3);
    LocalDate from = named.isAfter(first) ? named : first;
    int days = (int) Math.max(0, asOf.toEpochDay() - from.toEpochDay());
    return from.plusDays(draw.below(days + 1));
  }

  /** Everybody, by number. */
  public List<Resident> residents() {
    return List.copyOf(residents);
  }

  /** What was written down, in an order that says nothing. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** As a file, with the truth in its last column. */
  public List<String> csv() {
    List<String> lines = new ArrayList<>();
    List<Column> columns = List.of(Column.values());
    lines.add(
        "id," + columns.stream().map(Column::word).collect(Collectors.joining(",")) + "," + TRUTH);
    for (Row row : rows) {
      lines.add(
          row.id()
              + ","
              + columns.stream()
                  .map(column -> quoted(row.text(column)))
                  .collect(Collectors.joining(","))
              + ","
              + row.resident());
    }
    return lines;
  }

  private static String quoted(String text) {
    return text.isEmpty() ? "" : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return "Census[" + residents.size() + " people, " + rows.size() + " rows]";
  }
}
