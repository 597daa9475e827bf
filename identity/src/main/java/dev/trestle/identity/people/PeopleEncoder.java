package dev.trestle.identity.people;

import dev.trestle.identity.standard.BirthDates;
import dev.trestle.identity.standard.DateReader;
import dev.trestle.identity.standard.FullName;
import dev.trestle.identity.standard.Latin;
import dev.trestle.identity.standard.Placeholders;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Makes a table of people one by one, standardised, and keeps only numbers. */
public final class PeopleEncoder {
  /** People of one run: how many numbers the blocking keys have room for. */
  public static final int MOST_PEOPLE = 1 << 24;

  private final Standardiser standardiser;
  private final List<String> others;
  private final PeopleTable table;
  private final List<String> ids = new ArrayList<>();

  /**
   * @param earliest nobody was born before it, as {@link BirthDates} has it
   * @param latest nor after it
   * @param others names of further text columns
   */
  public PeopleEncoder(
      Placeholders placeholders, DateReader dates, int earliest, int latest, List<String> others) {
    this(new Standardiser(placeholders, dates, earliest, latest), others);
  }

  /**
   * @param others names of further text columns
   */
  public PeopleEncoder(Standardiser standardiser, List<String> others) {
    this.standardiser = standardiser;
    this.others = List.copyOf(others);
    this.table = new PeopleTable(others);
  }

  /** Adds somebody; ids are unique. */
  public void add(Person person) {
    add(person, standardiser.traits(person));
  }

  /** Adds some people, standardised on all cores; the table is the same. */
  public void add(List<Person> people) {
    List<Traits> traits = people.parallelStream().map(standardiser::traits).toList();
    for (int i = 0; i < traits.size(); i++) {
      add(people.get(i), traits.get(i));
    }
  }

  private void add(Person person, Traits traits) {
    put(person.id(), traits);
    for (int i = 0; i < others.size(); i++) {
      int field = Field.OTHER.index() + i;
      List<String> texts =
          person.others(others.get(i)).stream()
              .map(text -> withoutNames(text, traits.names()))
              .filter(text -> !text.isEmpty())
              .toList();
      table.cells(field).add(numbers(table.texts.get(field), texts));
    }
  }

  /** Adds somebody who is standardised already, to a table without further text columns. */
  public void add(String id, Traits traits) {
    if (!others.isEmpty()) {
      throw new IllegalStateException("the table has further columns");
    }
    put(id, traits);
  }

  private void put(String id, Traits traits) {
    ids.add(id);
    put(Field.NAME, table.names, traits.names());
    put(Field.MIDDLE, traits.middles());
    put(Field.SUFFIX, traits.suffixes());
    put(Field.BIRTH_DATE, table.dates, traits.dates());
    put(Field.SEX, traits.sexes());
    put(Field.SSN, traits.numbers());
    put(Field.IDENTIFIER, traits.identifiers());
    put(Field.ADDRESS, table.places, traits.places());
    put(Field.PHONE, traits.phones());
    put(Field.EMAIL, traits.emails());
    put(Field.MOTHER, traits.mothers());
  }

  /** What a name says already is not said again: the fields are added up as if independent. */
  static String withoutNames(String text, List<FullName> names) {
    List<String> words = new ArrayList<>(Latin.words(text));
    for (FullName name : names) {
      words.removeIf(
          word ->
              word.equals(name.given())
                  || word.equals(name.family())
                  || name.parts().contains(word));
    }
    return String.join(" ", words);
  }

  /** Everybody, in the order of their ids. */
  public PeopleTable finish() {
    int[] order =
        IntStream.range(0, ids.size())
            .boxed()
            .sorted(Comparator.comparing(ids::get))
            .mapToInt(Integer::intValue)
            .toArray();
    table.close(Arrays.stream(order).mapToObj(ids::get).toArray(String[]::new), order);
    return table;
  }

  private void put(Field field, List<String> texts) {
    put(field, table.texts.get(field.index()), texts);
  }

  private <T> void put(Field field, Values<T> values, List<T> held) {
    table.cells(field.index()).add(numbers(values, held));
  }

  /** Without repeats, in order. A loop: millions of people have eleven fields each. */
  private static <T> int[] numbers(Values<T> values, List<T> held) {
    int[] numbers = new int[held.size()];
    int count = 0;
    for (T value : held) {
      int number = values.number(value);
      boolean isNew = true;
      for (int i = 0; i < count && isNew; i++) {
        isNew = numbers[i] != number;
      }
      if (isNew) {
        numbers[count++] = number;
      }
    }
    return count == numbers.length ? numbers : Arrays.copyOf(numbers, count);
  }
}
