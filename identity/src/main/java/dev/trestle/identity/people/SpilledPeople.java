package dev.trestle.identity.people;

import dev.trestle.identity.spill.LongSpool;
import dev.trestle.identity.spill.Longs;
import dev.trestle.identity.spill.Pages;
import dev.trestle.identity.spill.RecordSorter;
import dev.trestle.identity.spill.RecordSorter.Keyed;
import dev.trestle.identity.spill.Spill;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * People on disk. In memory are only numbers: which part of a name or an address a value has. Made
 * by {@link SpillingEncoder}.
 */
public final class SpilledPeople implements People {
  private final Spill spill;
  private final List<String> others;
  private final int size;
  private final Pages rows;
  private final Pages ids;
  private final LongSpool[] columns;
  private final int[] distinct;
  private final int[] dates;
  private final Map<Part, int[]> parts;
  private final int[] truth;

  /**
   * What an encoder found.
   *
   * @param ids of each its place in the file and its id
   * @param columns of each field who holds which value
   * @param distinct how many values each field has
   * @param dates of birth by their numbers
   */
  record Found(
      int size,
      Pages rows,
      Pages ids,
      LongSpool[] columns,
      int[] distinct,
      int[] dates,
      Map<Part, int[]> parts,
      int[] truth) {}

  SpilledPeople(Spill spill, List<String> others, Found found) {
    this.spill = spill;
    this.others = List.copyOf(others);
    this.size = found.size();
    this.rows = found.rows();
    this.ids = found.ids();
    this.columns = found.columns();
    this.distinct = found.distinct();
    this.dates = found.dates();
    this.parts = new EnumMap<>(found.parts());
    this.truth = found.truth();
  }

  /** Where everything is. */
  public Spill spill() {
    return spill;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String id(int person) {
    return ids.read(person, (page, begin, end) -> RowBytes.text(page, begin + Integer.BYTES, end));
  }

  @Override
  public Row row(int person) {
    int fields = fieldCount();
    return rows.read(person, (page, begin, end) -> new RowBytes(page, begin, fields));
  }

  @Override
  public List<String> others() {
    return others;
  }

  @Override
  public int distinct(int field) {
    return distinct[field];
  }

  @Override
  public int date(int value) {
    return dates[value];
  }

  @Override
  public int[] parts(Part part) {
    return parts.getOrDefault(part, new int[1]);
  }

  /** Who each truly is: the lowest number of that person's records; empty when not asked for. */
  public int[] truth() {
    return truth.clone();
  }

  /** Takes who holds what. */
  public interface Held {
    void value(int person, int value);
  }

  /** Everybody's values of a field, person by person. */
  public void column(int field, Held each) {
    Longs column = columns[field].read();
    for (long one = column.next(); one != Longs.END; one = column.next()) {
      each.value((int) (one >>> Integer.SIZE), (int) one);
    }
  }

  @Override
  public void inFileOrder(int[] entities, InFile each) {
    try (RecordSorter sorter = new RecordSorter(spill)) {
      for (int person = 0; person < size; person++) {
        byte[] id = RowBytes.bytes(id(person));
        byte[] entity = RowBytes.bytes(id(entities[person]));
        sorter.add(
            ids.read(
                person,
                (page, begin, end) -> Arrays.copyOfRange(page, begin, begin + Integer.BYTES)),
            ByteBuffer.allocate(Integer.BYTES + id.length + entity.length)
                .putInt(id.length)
                .put(id)
                .put(entity)
                .array());
      }
      RecordSorter.Sorted sorted = sorter.finish().sorted();
      for (Keyed one = sorted.next(); one != null; one = sorted.next()) {
        byte[] both = one.rest();
        int end = Integer.BYTES + ByteBuffer.wrap(both).getInt();
        each.record(RowBytes.text(both, Integer.BYTES, end), RowBytes.text(both, end, both.length));
      }
    }
  }

  /** Whom the records of one full name and one date of birth come to: the first of them. */
  public int[] sameNameAndDate() {
    int[] entities = new int[size];
    try (RecordSorter sorter = new RecordSorter(spill)) {
      for (int person = 0; person < size; person++) {
        entities[person] = person;
        Row row = row(person);
        if (row.count(Field.NAME.index()) > 0
            && row.count(Field.BIRTH_DATE.index()) > 0
            && row.name(0).isWhole()) {
          sorter.add(
              ByteBuffer.allocate(2 * Integer.BYTES)
                  .putInt(row.value(Field.NAME.index(), 0))
                  .putInt(row.value(Field.BIRTH_DATE.index(), 0))
                  .array(),
              RowBytes.bytes(person));
        }
      }
      RecordSorter.Sorted sorted = sorter.finish().sorted();
      @Nullable Keyed first = null;
      for (Keyed one = sorted.next(); one != null; one = sorted.next()) {
        Keyed lead = first != null && one.isLike(first) ? first : one;
        entities[number(one)] = number(lead);
        first = lead;
      }
    }
    return entities;
  }

  private static int number(Keyed one) {
    return ByteBuffer.wrap(one.rest()).getInt();
  }
}
