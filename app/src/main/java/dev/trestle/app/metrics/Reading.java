package dev.trestle.app.metrics;

import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * A number that is looked up when somebody asks.
 *
 * @param name as in {@code docs/operations.md}, with dots
 * @param labels name, value, name, value …
 * @param number the number now
 */
public record Reading(String name, List<String> labels, DoubleSupplier number) {
  public Reading {
    labels = List.copyOf(labels);
  }

  public static Reading of(String name, DoubleSupplier number) {
    return new Reading(name, List.of(), number);
  }

  public static Reading of(String name, String label, String value, DoubleSupplier number) {
    return new Reading(name, List.of(label, value), number);
  }
}
