package dev.trestle.identity.people;

import dev.trestle.identity.standard.FullName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * People in memory: each field holds numbers of values, and each value stands once. Made by {@link
 * PeopleEncoder}.
 */
public final class PeopleTable implements People {
  private final List<String> others;
  private final Cells[] cells;
  final Values<FullName> names = new Values<>();
  final Values<Integer> dates = new Values<>();
  final Values<Place> places = new Values<>();
  final List<Values<String>> texts = new ArrayList<>();
  private String[] ids = {};
  private int[] fileOrder = {};
  private final Map<Part, int[]> parts = new EnumMap<>(Part.class);

  PeopleTable(List<String> others) {
    this.others = List.copyOf(others);
    cells = new Cells[fieldCount()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = new Cells();
      texts.add(new Values<>());
    }
  }

  void close(String[] sortedIds, int[] order) {
    ids = sortedIds;
    fileOrder = order;
    for (Cells field : cells) {
      field.reorder(order);
    }
    names.close();
    dates.close();
    places.close();
    texts.forEach(Values::close);
  }

  Cells cells(int field) {
    return cells[field];
  }

  @Override
  public int size() {
    return ids.length;
  }

  @Override
  public String id(int person) {
    return ids[person];
  }

  @Override
  public List<String> others() {
    return others;
  }

  @Override
  public Row row(int person) {
    return new TableRow(this, person);
  }

  /** Where somebody stood in the file, from 0. */
  public int filePosition(int person) {
    return fileOrder[person];
  }

  @Override
  public void inFileOrder(int[] entities, InFile each) {
    int[] people = new int[size()];
    for (int person = 0; person < people.length; person++) {
      people[filePosition(person)] = person;
    }
    for (int person : people) {
      each.record(id(person), id(entities[person]));
    }
  }

  /** How many values somebody has in a field. */
  public int count(int field, int person) {
    return cells[field].count(person);
  }

  /** One of the values of somebody. */
  public int value(int field, int person, int index) {
    return cells[field].get(person, index);
  }

  /** The numbers of all values of somebody; not to be changed. */
  public int[] values(int field, int person) {
    return cells[field].all(person);
  }

  @Override
  public int distinct(int field) {
    return switch (field(field)) {
      case NAME -> names.size();
      case BIRTH_DATE -> dates.size();
      case ADDRESS -> places.size();
      default -> texts.get(field).size();
    };
  }

  public FullName name(int value) {
    return names.get(value);
  }

  @Override
  public int date(int value) {
    return dates.get(value);
  }

  /** An address. */
  public Place place(int value) {
    return places.get(value);
  }

  /** A value of a field of texts. */
  public String text(int field, int value) {
    return texts.get(field).get(value);
  }

  /** Numbered when it is first asked for. */
  @Override
  public synchronized int[] parts(Part part) {
    return parts.computeIfAbsent(
        part,
        one ->
            one.field() == Field.NAME
                ? numbered(names.size(), value -> one.of(name(value)))
                : numbered(places.size(), value -> one.of(place(value))));
  }

  private static int[] numbered(int size, IntFunction<String> text) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] numbered = new int[size + 1];
    for (int value = 1; value < numbered.length; value++) {
      String word = text.apply(value);
      numbered[value] =
          word.isEmpty() ? 0 : numbers.computeIfAbsent(word, none -> numbers.size() + 1);
    }
    return numbered;
  }

  /** One of them; made anew whenever it is looked at. */
  private record TableRow(PeopleTable table, int person) implements Row {
    @Override
    public int count(int field) {
      return table.cells[field].count(person);
    }

    @Override
    public int value(int field, int index) {
      return table.cells[field].get(person, index);
    }

    @Override
    public FullName name(int index) {
      return table.name(value(Field.NAME.index(), index));
    }

    @Override
    public int date(int index) {
      return table.date(value(Field.BIRTH_DATE.index(), index));
    }

    @Override
    public Place place(int index) {
      return table.place(value(Field.ADDRESS.index(), index));
    }

    @Override
    public String text(int field, int index) {
      return table.text(field, value(field, index));
    }

    @Override
    public String toString() {
      return "Row";
    }
  }
}
