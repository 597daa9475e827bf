package dev.trestle.identity.score;

import dev.trestle.identity.people.People;
import dev.trestle.identity.people.Row;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was found of two people, field by field: the level, and the values that agreed best. It is
 * filled again and again, so that comparing makes no garbage; one for each thread.
 */
public final class Pairing {
  /** The level of a field that one side does not have. */
  public static final int NOTHING = -1;

  final int[] levels;

  /** Numbers of the values that agreed best. */
  final int[] firsts;

  final int[] seconds;

  /** Where these stand among the values of the two. */
  final int[] firstPlaces;

  final int[] secondPlaces;
  private int firstPerson;
  private @Nullable Row first;
  private @Nullable Row second;

  /**
   * @param fields how many there are
   */
  public Pairing(int fields) {
    levels = new int[fields];
    firsts = new int[fields];
    seconds = new int[fields];
    firstPlaces = new int[fields];
    secondPlaces = new int[fields];
    Arrays.fill(levels, NOTHING);
  }

  /** The level of a field, or {@link #NOTHING}. */
  public int level(int field) {
    return levels[field];
  }

  /** Takes two people; who was the first before is not read again. */
  void of(People people, int a, int b) {
    if (first == null || firstPerson != a) {
      first = people.row(a);
      firstPerson = a;
    }
    second = people.row(b);
  }

  /** What the one says. */
  Row first() {
    return Objects.requireNonNull(first);
  }

  /** What the other says. */
  Row second() {
    return Objects.requireNonNull(second);
  }
}
