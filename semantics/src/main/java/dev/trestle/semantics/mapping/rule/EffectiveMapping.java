package dev.trestle.semantics.mapping.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the layers together say. Immutable.
 *
 * @param maps by name, in the order of the base
 * @param messages entries of {@code messages.yaml}
 * @param tables by name
 */
public record EffectiveMapping(
    SortedMap<String, MapDefinition> maps,
    Map<String, Property> messages,
    SortedMap<String, CodeTableDefinition> tables) {

  public EffectiveMapping {
    maps = Collections.unmodifiableSortedMap(new TreeMap<>(maps));
    messages = Collections.unmodifiableMap(new LinkedHashMap<>(messages));
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
  }

  /** SHA-256 of everything that has an effect, in hexadecimal; places have none. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(print(false).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Every property, each with the layer and line it came from. */
  public String describe() {
    return print(true);
  }

  /** The same of one rule; empty when there is none of this name. */
  public String describe(String ruleId) {
    StringBuilder out = new StringBuilder();
    maps.values().stream()
        .flatMap(map -> map.rules().values().stream())
        .filter(rule -> rule.id().equals(ruleId))
        .forEach(rule -> rule(out, rule, true));
    return out.toString();
  }

  /** The names of all rules, also of those that a layer disabled. */
  public List<String> ruleIds() {
    return maps.values().stream().flatMap(map -> map.rules().keySet().stream()).toList();
  }

  private static void rule(StringBuilder out, RuleDefinition rule, boolean places) {
    out.append("rule ").append(rule.id()).append('\n');
    rule.properties().forEach((name, property) -> line(out, "  ", name, property, places));
  }

  private String print(boolean places) {
    StringBuilder out = new StringBuilder(1 << 14);
    for (MapDefinition map : maps.values()) {
      out.append("map ").append(map.name()).append('\n');
      map.properties().forEach((name, property) -> line(out, "  ", name, property, places));
      map.rules().values().forEach(rule -> rule(out, rule, places));
    }
    out.append("messages\n");
    messages.forEach((name, property) -> line(out, "  ", name, property, places));
    for (CodeTableDefinition table : tables.values()) {
      out.append("table ").append(table.name()).append('\n');
      table
          .rows()
          .forEach(
              (from, row) -> {
                String value = row.code() + " | " + row.system() + " | " + row.display();
                line(out, "  ", from, new Property(value, row.place()), places);
              });
    }
    return out.toString();
  }

  private static void line(
      StringBuilder out, String indent, String name, Property property, boolean places) {
    out.append(indent).append(name).append(':');
    if (property.value() instanceof Map<?, ?> map) {
      place(out, property, places);
      map.forEach((key, item) -> line(out, indent + "  ", (String) key, (Property) item, places));
      return;
    }
    out.append(' ').append(inline(property.value()));
    place(out, property, places);
  }

  private static void place(StringBuilder out, Property property, boolean places) {
    if (places) {
      out.append("   # ").append(property.place().layer()).append(' ').append(property.place());
    }
    out.append('\n');
  }

  static String inline(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(EffectiveMapping::inline).toList().toString();
    }
    if (value instanceof Map<?, ?> map) {
      StringBuilder out = new StringBuilder("{");
      map.forEach(
          (key, item) ->
              out.append(out.length() > 1 ? ", " : "")
                  .append(key)
                  .append(": ")
                  .append(inline(((Property) item).value())));
      return out.append('}').toString();
    }
    return (String) value;
  }
}
