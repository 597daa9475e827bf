package dev.trestle.semantics.mapping.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What two effective mappings say otherwise, property by property. Pure. */
public final class MappingDifference {
  private MappingDifference() {}

  /**
   * A property that differs; one side is null where it has none.
   *
   * @param path as {@code rule patient.gender: table}
   */
  public record Change(String path, @Nullable Said before, @Nullable Said after) {}

  /** A property's text and where it was written. */
  public record Said(String text, Place place) {}

  /** The changes from one to the other, sorted by path. */
  public static List<Change> between(EffectiveMapping before, EffectiveMapping after) {
    Map<String, Said> left = flat(before);
    Map<String, Said> right = flat(after);
    SortedSet<String> paths = new TreeSet<>(left.keySet());
    paths.addAll(right.keySet());
    List<Change> changes = new ArrayList<>();
    for (String path : paths) {
      Said one = left.get(path);
      Said other = right.get(path);
      if (!Objects.equals(text(one), text(other))) {
        changes.add(new Change(path, one, other));
      }
    }
    return changes;
  }

  private static @Nullable String text(@Nullable Said said) {
    return said == null ? null : said.text();
  }

  private static Map<String, Said> flat(EffectiveMapping mapping) {
    Map<String, Said> flat = new TreeMap<>();
    mapping
        .maps()
        .values()
        .forEach(
            map -> {
              map.properties()
                  .forEach((name, property) -> put(flat, "map " + map.name(), name, property));
              map.rules()
                  .values()
                  .forEach(
                      rule ->
                          rule.properties()
                              .forEach(
                                  (name, property) ->
                                      put(flat, "rule " + rule.id(), name, property)));
            });
    mapping.messages().forEach((name, property) -> put(flat, "messages", name, property));
    mapping
        .tables()
        .values()
        .forEach(
            table ->
                table
                    .rows()
                    .forEach(
                        (from, row) ->
                            flat.put(
                                "table " + table.name() + ": " + from,
                                new Said(
                                    row.code() + " | " + row.system() + " | " + row.display(),
                                    row.place()))));
    return flat;
  }

  private static void put(Map<String, Said> flat, String where, String name, Property property) {
    if (property.value() instanceof Map<?, ?> inner) {
      inner.forEach((key, value) -> put(flat, where, name + "." + key, (Property) value));
    } else {
      flat.put(
          where + ": " + name,
          new Said(EffectiveMapping.inline(property.value()), property.place()));
    }
  }
}
