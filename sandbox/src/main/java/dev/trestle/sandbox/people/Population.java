package dev.trestle.sandbox.people;

import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Synthetic people, a pure function of seed, size and date. People are made when asked for; only
 * the block asked for last is kept, so a population of millions costs no memory. Thread-safe.
 */
public final class Population {
  private final Households households;
  private final long seed;
  private final int size;
  private final LocalDate asOf;
  private volatile Block last = new Block(-1, new Person[0]);

  private record Block(int number, Person[] people) {}

  /**
   * @param seed the same seed gives the same people
   * @param size how many, at least 1
   * @param asOf day on which ages are counted; newborns are born on it or up to two days before
   */
  public Population(long seed, int size, LocalDate asOf) {
    if (size < 1) {
      throw new IllegalArgumentException("a population has at least one person");
    }
    this.seed = seed;
    this.size = size;
    this.asOf = asOf;
    this.households = new Households(seed, asOf);
  }

  public int size() {
    return size;
  }

  public long seed() {
    return seed;
  }

  public LocalDate asOf() {
    return asOf;
  }

  /** The person with an index from 0 to size - 1. */
  public Person person(int index) {
    if (index < 0 || index >= size) {
      throw new NoSuchElementException("no person " + index);
    }
    int number = index / Households.BLOCK;
    Block block = last;
    if (block.number() != number) {
      block = new Block(number, households.block(number));
      last = block;
    }
    return block.people()[index % Households.BLOCK];
  }

  /** Mother of a newborn or child, spouse in a couple. */
  public OptionalInt contactOf(Person person) {
    int place = person.index() % Households.BLOCK;
    int other = person.motherIndex().orElse(-1);
    if (place == 0 || place == 2 || place == 3) {
      other = person.index() - place + 1;
    } else if (place == 1) {
      other = person.index() - 1;
    }
    return other < 0 || other >= size ? OptionalInt.empty() : OptionalInt.of(other);
  }

  /** A number that people of one block of households share. */
  public static int block(int person) {
    return person / Households.BLOCK;
  }

  public Stream<Person> people() {
    return IntStream.range(0, size).mapToObj(this::person);
  }

  /**
   * What a leak search of stored files must not find: the terms of the first people, without
   * repetitions.
   *
   * @param people how many people to take
   */
  public List<LeakTerm> leakTerms(int people) {
    Iterator<LeakTerm> terms =
        people().limit(people).flatMap(person -> LeakTerm.of(person, asOf).stream()).iterator();
    Iterable<LeakTerm> iterable = () -> terms;
    return StreamSupport.stream(iterable.spliterator(), false).distinct().toList();
  }
}
