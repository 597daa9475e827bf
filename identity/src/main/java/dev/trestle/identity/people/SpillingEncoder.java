package dev.trestle.identity.people;

import dev.trestle.identity.spill.LongSorter;
import dev.trestle.identity.spill.LongSpool;
import dev.trestle.identity.spill.Longs;
import dev.trestle.identity.spill.Pages;
import dev.trestle.identity.spill.RecordSorter;
import dev.trestle.identity.spill.RecordSorter.Keyed;
import dev.trestle.identity.spill.RecordSpool;
import dev.trestle.identity.spill.Spill;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts people on disk one by one, standardised: sorts them by their ids, gives equal values equal
 * numbers by sorting all values, and brings the numbers back to the people by sorting again.
 */
public final class SpillingEncoder {
  private static final int SLOT_BITS = 8;
  private static final int FIELD_BITS = 5;
  private static final int VALUE_BITS = 26;
  private static final int MOST_OF_A_FIELD = (1 << VALUE_BITS) - 1;

  /** A cache of rows, and one of ids beside it. */
  private static final int OF_ROWS = 1;

  private static final int OF_IDS = 8;

  /** Who it truly is, where the file does not say. */
  private static final int UNKNOWN = -1;

  private final Spill spill;
  private final Standardiser standardiser;
  private final List<String> others;
  private final RecordSorter byId;
  private final RecordSpool contents;
  private final Pages ids;
  private final RecordSorter labels;
  private int added;
  private int people;

  /** Somebody of a file: the line, and who it truly is or an empty text. */
  public record Line(long number, Person person, String truth) {
    @Override
    public String toString() {
      return "Line[" + number + "]";
    }
  }

  /**
   * @param others names of further text columns
   */
  public SpillingEncoder(Spill spill, Standardiser standardiser, List<String> others) {
    this.spill = spill;
    this.standardiser = standardiser;
    this.others = List.copyOf(others);
    byId = new RecordSorter(spill);
    contents = new RecordSpool(spill);
    ids = new Pages(spill, OF_IDS);
    labels = new RecordSorter(spill);
  }

  /** Adds some people, standardised on all cores. */
  public void add(List<Line> lines) {
    List<byte[]> rows = lines.parallelStream().map(line -> row(line.person())).toList();
    for (int i = 0; i < rows.size(); i++) {
      Line line = lines.get(i);
      byte[] truth = RowBytes.bytes(line.truth());
      byId.add(
          line.person().id().getBytes(StandardCharsets.UTF_16BE),
          ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES + truth.length + rows.get(i).length)
              .putInt(added++)
              .putLong(line.number())
              .putInt(truth.length)
              .put(truth)
              .put(rows.get(i))
              .array());
    }
  }

  private byte[] row(Person person) {
    Traits traits = standardiser.traits(person);
    List<List<byte[]>> fields = new ArrayList<>();
    for (int field = 0; field < Field.OTHER.index(); field++) {
      fields.add(
          switch (Field.at(field)) {
            case NAME -> contents(traits.names(), RowBytes::bytes);
            case MIDDLE -> contents(traits.middles(), RowBytes::bytes);
            case SUFFIX -> contents(traits.suffixes(), RowBytes::bytes);
            case BIRTH_DATE -> contents(traits.dates(), date -> RowBytes.bytes((int) date));
            case SEX -> contents(traits.sexes(), RowBytes::bytes);
            case SSN -> contents(traits.numbers(), RowBytes::bytes);
            case IDENTIFIER -> contents(traits.identifiers(), RowBytes::bytes);
            case ADDRESS -> contents(traits.places(), RowBytes::bytes);
            case PHONE -> contents(traits.phones(), RowBytes::bytes);
            case EMAIL -> contents(traits.emails(), RowBytes::bytes);
            case MOTHER -> contents(traits.mothers(), RowBytes::bytes);
            case OTHER -> List.of();
          });
    }
    for (String name : others) {
      List<String> texts =
          person.others(name).stream()
              .map(text -> PeopleEncoder.withoutNames(text, traits.names()))
              .filter(text -> !text.isEmpty())
              .toList();
      fields.add(contents(texts, RowBytes::bytes));
    }
    return RowBytes.row(fields, (field, index) -> 0);
  }

  private static <T> List<byte[]> contents(List<T> values, Function<T, byte[]> bytes) {
    List<byte[]> contents = values.stream().distinct().map(bytes).toList();
    if (contents.size() > RowBytes.MOST_VALUES) {
      throw tooMany("somebody has more than " + RowBytes.MOST_VALUES + " values of one kind");
    }
    return contents;
  }

  private static TrestleException tooMany(String what) {
    return new TrestleException(
        ProblemCode.REQUEST_INVALID,
        "The file does not fit into memory, and on disk it cannot be kept: "
            + what
            + ". Give more memory (--memory, and -Xmx in TRESTLE_JAVA_OPTS).");
  }

  /** Hears of lines that have the id of a line before. */
  public interface Repeated {
    void line(long number, long before);
  }

  /** Brings people into the order of their ids. Returns how many there are. */
  public int arrange(Repeated repeated) {
    RecordSorter.Sorted sorted = byId.finish().sorted();
    @Nullable Keyed first = null;
    long firstLine = 0;
    for (Keyed one = sorted.next(); one != null; one = sorted.next()) {
      ByteBuffer rest = ByteBuffer.wrap(one.rest());
      int place = rest.getInt();
      long line = rest.getLong();
      if (one.isLike(first)) {
        repeated.line(line, firstLine);
        continue;
      }
      first = one;
      firstLine = line;
      int length = rest.getInt();
      byte[] truth = Arrays.copyOfRange(one.rest(), rest.position(), rest.position() + length);
      if (length > 1) {
        labels.add(truth, RowBytes.bytes(people));
      }
      contents.add(Arrays.copyOfRange(one.rest(), rest.position() + length, one.rest().length));
      byte[] id = RowBytes.bytes(new String(one.key(), StandardCharsets.UTF_16BE));
      ids.add(ByteBuffer.allocate(Integer.BYTES + id.length).putInt(place).put(id).array());
      people++;
    }
    contents.finish();
    ids.finish();
    byId.close();
    return people;
  }

  /**
   * Everybody, after {@link #arrange}.
   *
   * @param withTruth whether the file says who they truly are
   */
  public SpilledPeople finish(boolean withTruth) {
    int fields = Field.OTHER.index() + others.size();
    int[] distinct = new int[fields];
    try (LongSorter numbers = new LongSorter(spill);
        RecordSorter parts = new RecordSorter(spill)) {
      int[] dates = number(distinct, numbers, parts);
      Pages rows = new Pages(spill, OF_ROWS);
      LongSpool[] columns = new LongSpool[fields];
      for (int field = 0; field < fields; field++) {
        columns[field] = new LongSpool(spill);
      }
      bringBack(numbers.finish().sorted(), rows, columns);
      contents.close();
      return new SpilledPeople(
          spill,
          others,
          new SpilledPeople.Found(
              people,
              rows,
              ids,
              columns,
              distinct,
              dates,
              parts(parts.finish().sorted(), distinct),
              withTruth ? truth() : new int[0]));
    }
  }

  /** Gives values numbers, equal ones the same. Returns the dates of birth by their numbers. */
  private int[] number(int[] distinct, LongSorter numbers, RecordSorter parts) {
    int[] dates = new int[1];
    try (RecordSorter values = values(distinct.length)) {
      RecordSorter.Sorted sorted = values.finish().sorted();
      @Nullable Keyed before = null;
      for (Keyed one = sorted.next(); one != null; one = sorted.next()) {
        int field = one.key()[0];
        if (!one.isLike(before)) {
          before = one;
          int number = ++distinct[field];
          if (number > MOST_OF_A_FIELD) {
            throw tooMany("more than " + MOST_OF_A_FIELD + " different values of one kind");
          }
          parts(one.key(), number, parts);
          if (field == Field.BIRTH_DATE.index()) {
            dates = number == dates.length ? Arrays.copyOf(dates, number * 2) : dates;
            dates[number] = ByteBuffer.wrap(one.key()).getInt(1);
          }
        }
        ByteBuffer rest = ByteBuffer.wrap(one.rest());
        long who = (long) rest.getInt() << FIELD_BITS | field;
        numbers.add((who << SLOT_BITS | (rest.get() & 0xff)) << VALUE_BITS | distinct[field]);
      }
    }
    return Arrays.copyOf(dates, distinct[Field.BIRTH_DATE.index()] + 1);
  }

  /** All values: field and content, then who has it and where among that field's values. */
  private RecordSorter values(int fields) {
    RecordSorter values = new RecordSorter(spill);
    RecordSpool.Records all = contents.read();
    for (int person = 0; person < people; person++) {
      List<List<byte[]>> row =
          new RowBytes(Objects.requireNonNull(all.next()), 0, fields).contents();
      for (int field = 0; field < fields; field++) {
        for (int i = 0; i < row.get(field).size(); i++) {
          byte[] content = row.get(field).get(i);
          values.add(
              ByteBuffer.allocate(1 + content.length).put((byte) field).put(content).array(),
              ByteBuffer.allocate(Integer.BYTES + 1).putInt(person).put((byte) i).array());
        }
      }
    }
    return values;
  }

  /** The parts of a value that are counted for themselves. */
  private static void parts(byte[] fieldAndContent, int number, RecordSorter parts) {
    Field field = Field.at(fieldAndContent[0]);
    List<Part> of = Part.of(field);
    if (!of.isEmpty()) {
      List<String> texts = RowBytes.texts(fieldAndContent, 1, fieldAndContent.length);
      for (Part part : of) {
        String text =
            field == Field.NAME ? part.of(RowBytes.name(texts)) : part.of(RowBytes.place(texts));
        if (!text.isEmpty()) {
          byte[] bytes = RowBytes.bytes(text);
          parts.add(
              ByteBuffer.allocate(1 + bytes.length).put((byte) part.number()).put(bytes).array(),
              RowBytes.bytes(number));
        }
      }
    }
  }

  private static Map<Part, int[]> parts(RecordSorter.Sorted sorted, int[] distinct) {
    Map<Part, int[]> parts = new EnumMap<>(Part.class);
    int[] counts = new int[Part.values().length];
    for (Part part : Part.values()) {
      parts.put(part, new int[distinct[part.field().index()] + 1]);
    }
    @Nullable Keyed before = null;
    for (Keyed one = sorted.next(); one != null; one = sorted.next()) {
      Part part = Part.at(one.key()[0]);
      counts[part.number()] += one.isLike(before) ? 0 : 1;
      before = one;
      int value = ByteBuffer.wrap(one.rest()).getInt();
      Objects.requireNonNull(parts.get(part))[value] = counts[part.number()];
    }
    return parts;
  }

  /** Brings the numbers of values back to the people. */
  private void bringBack(Longs numbers, Pages rows, LongSpool[] columns) {
    RecordSpool.Records all = contents.read();
    for (int person = 0; person < people; person++) {
      int who = person;
      List<List<byte[]>> row =
          new RowBytes(Objects.requireNonNull(all.next()), 0, columns.length).contents();
      rows.add(
          RowBytes.row(
              row,
              (field, index) -> {
                int number = (int) (numbers.next() & MOST_OF_A_FIELD);
                columns[field].add((long) who << Integer.SIZE | number);
                return number;
              }));
    }
    rows.finish();
    for (LongSpool column : columns) {
      column.finish();
    }
  }

  /** Who each truly is: the lowest number of that person's records. */
  private int[] truth() {
    int[] truth = new int[people];
    Arrays.fill(truth, UNKNOWN);
    RecordSorter.Sorted sorted = labels.finish().sorted();
    @Nullable Keyed first = null;
    for (Keyed one = sorted.next(); one != null; one = sorted.next()) {
      Keyed lead = first != null && one.isLike(first) ? first : one;
      truth[ByteBuffer.wrap(one.rest()).getInt()] = ByteBuffer.wrap(lead.rest()).getInt();
      first = lead;
    }
    labels.close();
    return truth;
  }
}
