package dev.trestle.identity.people;

import java.util.Arrays;

/**
 * One field of all people: a number for each. 0 is none, a positive number a value, a negative one
 * a set of values.
 */
final class Cells {
  private static final int FIRST = 1024;
  private static final int[] NONE = {};

  private int[] cells = new int[FIRST];
  private int[][] sets = new int[FIRST][];
  private int size;
  private int setCount;

  void add(int[] values) {
    if (size == cells.length) {
      cells = Arrays.copyOf(cells, size + (size >> 1));
    }
    cells[size++] = values.length == 0 ? 0 : values.length == 1 ? values[0] : -set(values);
  }

  private int set(int[] values) {
    if (setCount == sets.length) {
      sets = Arrays.copyOf(sets, setCount + (setCount >> 1));
    }
    sets[setCount++] = values;
    return setCount;
  }

  /** How many values somebody has. */
  int count(int person) {
    int cell = cells[person];
    return cell == 0 ? 0 : cell > 0 ? 1 : sets[-cell - 1].length;
  }

  /** One of the values of somebody. */
  int get(int person, int index) {
    int cell = cells[person];
    return cell > 0 ? cell : sets[-cell - 1][index];
  }

  int[] all(int person) {
    int cell = cells[person];
    return cell == 0 ? NONE : cell > 0 ? new int[] {cell} : sets[-cell - 1];
  }

  /** The same cells in another order. */
  void reorder(int[] order) {
    int[] moved = new int[size];
    for (int i = 0; i < size; i++) {
      moved[i] = cells[order[i]];
    }
    cells = moved;
  }
}
