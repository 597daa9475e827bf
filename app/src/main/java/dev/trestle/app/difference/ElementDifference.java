package dev.trestle.app.difference;

import dev.trestle.records.fold.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one state of a resource says otherwise than another, element by element. Items of a list are
 * laid side by side first, so that one that was put in is one change.
 */
public final class ElementDifference {
  /** Items of a list from which on they are compared by their place. */
  private static final int ITEMS = 500;

  private final String type;
  private final List<Change> changes = new ArrayList<>();

  private ElementDifference(String type) {
    this.type = type;
  }

  /**
   * An element that differs; patient data.
   *
   * @param path in the newer state; of a removed element in the older one
   * @param word {@code added}, {@code changed} or {@code removed}
   * @param before empty when it was not there
   * @param after empty when it is not there any more
   */
  public record Change(String path, String word, String before, String after) {
    @Override
    public String toString() {
      return "Change[" + path + "]";
    }
  }

  /**
   * Compares.
   *
   * @param type first step of each path: {@code Patient}
   */
  public static List<Change> of(String type, JsonNode before, JsonNode after) {
    ElementDifference difference = new ElementDifference(type);
    difference.compare("", before, after);
    return List.copyOf(difference.changes);
  }

  private void compare(String path, @Nullable JsonNode before, @Nullable JsonNode after) {
    if (before == null || after == null) {
      if (before != null) {
        leaves(path, before, "removed");
      }
      if (after != null) {
        leaves(path, after, "added");
      }
    } else if (before.isObject() && after.isObject()) {
      Set<String> names = new LinkedHashSet<>(after.propertyNames());
      names.addAll(before.propertyNames());
      names.forEach(name -> compare(step(path, name), before.get(name), after.get(name)));
    } else if (before.isArray() && after.isArray()) {
      lists(path, items(before), items(after));
    } else if (!Json.same(before, after)) {
      if (before.isContainer() || after.isContainer()) {
        leaves(path, before, "removed");
        leaves(path, after, "added");
      } else {
        add(path, "changed", text(before), text(after));
      }
    }
  }

  private void lists(String path, List<JsonNode> before, List<JsonNode> after) {
    if (before.size() > ITEMS || after.size() > ITEMS) {
      pairs(path, before, 0, after, 0);
      return;
    }
    List<Alignment.Stretch> stretches =
        Alignment.of(
            before.stream().map(JsonNode::toString).toList(),
            after.stream().map(JsonNode::toString).toList());
    for (Alignment.Stretch stretch : stretches) {
      if (!stretch.same()) {
        pairs(
            path,
            before.subList(stretch.before(), stretch.beforeEnd()),
            stretch.before(),
            after.subList(stretch.after(), stretch.afterEnd()),
            stretch.after());
      }
    }
  }

  /** Items that have no equal on the other side, one by one in their order. */
  private void pairs(
      String path, List<JsonNode> before, int beforeAt, List<JsonNode> after, int afterAt) {
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      JsonNode old = i < before.size() ? before.get(i) : null;
      JsonNode now = i < after.size() ? after.get(i) : null;
      compare(path + "[" + (now == null ? beforeAt + i : afterAt + i) + "]", old, now);
    }
  }

  private void leaves(String path, JsonNode node, String word) {
    if (node.isObject()) {
      node.propertyNames().forEach(name -> leaves(step(path, name), node.path(name), word));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        leaves(path + "[" + i + "]", node.path(i), word);
      }
    } else {
      boolean added = word.equals("added");
      add(path, word, added ? "" : text(node), added ? text(node) : "");
    }
  }

  private void add(String path, String word, String before, String after) {
    changes.add(new Change(type + "." + path, word, before, after));
  }

  private static String step(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static List<JsonNode> items(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    return items;
  }

  /** A leaf as people read it: a text without its quotes. */
  public static String text(JsonNode node) {
    return node.isString() ? node.asString("") : node.toString();
  }
}
