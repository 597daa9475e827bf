package dev.trestle.identity.people;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Each value once, under a number from 1 on; 0 stands for none. */
final class Values<T> {
  private final Map<T, Integer> numbers = new HashMap<>();
  private final List<T> values = new ArrayList<>();

  int number(T value) {
    Integer known = numbers.get(value);
    if (known != null) {
      return known;
    }
    values.add(value);
    numbers.put(value, values.size());
    return values.size();
  }

  T get(int number) {
    return values.get(number - 1);
  }

  int size() {
    return values.size();
  }

  /** No more values come: gives back what only finds numbers. */
  void close() {
    numbers.clear();
  }
}
