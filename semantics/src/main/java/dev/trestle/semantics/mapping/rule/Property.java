package dev.trestle.semantics.mapping.rule;

import java.util.List;
import java.util.Map;

/**
 * A property of a map or rule. Values are texts, lists and maps of texts: {@code NO} and {@code
 * 0123} stay what they are.
 *
 * @param value {@link String}, {@code List<Object>} or {@code Map<String, Object>} (in the order
 *     written)
 * @param place where it was written last
 */
public record Property(Object value, Place place) {
  /** The value when it is a text. */
  public String text() {
    if (value instanceof String text) {
      return text;
    }
    throw Mistakes.at(place, "expected a single value here");
  }

  /** The values of a list; a single text is a list of one. */
  public List<Object> list() {
    return value instanceof List<?> list ? List.copyOf(list) : List.of(value);
  }

  /** The texts of a list; a single text is a list of one. */
  public List<String> texts() {
    return list().stream().map(this::requireText).toList();
  }

  /** The entries of a map. */
  public Map<?, ?> map() {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw Mistakes.at(place, "expected `name: value` entries here");
  }

  private String requireText(Object item) {
    if (item instanceof String text) {
      return text;
    }
    throw Mistakes.at(place, "expected a list of single values here");
  }
}
