package dev.trestle.sandbox.census;

import java.time.LocalDate;
import java.util.List;

/**
 * What holds from a day on: a name, a home, a number.
 *
 * @param from the first day; of the first one of somebody it does not matter
 */
record Since<T>(LocalDate from, T thing) {
  /** What held on a day. */
  static <T> T at(List<Since<T>> history, LocalDate day) {
    T held = history.get(0).thing;
    for (Since<T> one : history) {
      held = one.from.isAfter(day) ? held : one.thing;
    }
    return held;
  }

  @Override
  public String toString() {
    return "Since[" + from + "]";
  }
}
