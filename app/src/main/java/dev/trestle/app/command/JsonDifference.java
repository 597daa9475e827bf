package dev.trestle.app.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Where two JSON values differ, as lines with a JSON Pointer. */
final class JsonDifference {
  /** Lines shown of one comparison. */
  private static final int SHOWN_LIMIT = 20;

  private final List<String> lines = new ArrayList<>();

  private JsonDifference() {}

  static List<String> between(JsonNode expected, JsonNode actual) {
    JsonDifference difference = new JsonDifference();
    difference.walk("", expected, actual);
    return difference.lines;
  }

  private void walk(String path, JsonNode expected, JsonNode actual) {
    if (lines.size() >= SHOWN_LIMIT || expected.equals(actual)) {
      return;
    }
    if (expected.isObject() && actual.isObject()) {
      Set<String> names = new TreeSet<>(expected.propertyNames());
      names.addAll(actual.propertyNames());
      for (String name : names) {
        walk(path + "/" + name, expected.path(name), actual.path(name));
      }
    } else if (expected.isArray() && actual.isArray()) {
      for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
        walk(path + "/" + i, expected.path(i), actual.path(i));
      }
    } else {
      lines.add(path + ": expected " + shown(expected) + ", is " + shown(actual));
    }
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
