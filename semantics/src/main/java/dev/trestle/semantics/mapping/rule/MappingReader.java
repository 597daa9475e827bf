package dev.trestle.semantics.mapping.rule;

import dev.trestle.semantics.mapping.MappingSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the base and puts overlays over it. */
public final class MappingReader {
  private static final String BASE = "base";
  private static final String SITE = "site";

  private final TreeMap<String, MapDefinition> maps = new TreeMap<>();
  private final Map<String, Property> messages = new LinkedHashMap<>();
  private final TreeMap<String, CodeTableDefinition> tables = new TreeMap<>();

  private MappingReader() {}

  /** The base with the named overlays over it, in order. */
  public static EffectiveMapping read(MappingSource source, List<String> layers) {
    MappingReader reader = new MappingReader();
    source.base().forEach(reader::base);
    if (!layers.isEmpty()) {
      // Only a rule of a layer can name a table of the site: without layers it has no effect.
      source.tables().forEach(reader::siteTable);
    }
    Map<String, Map<String, Property>> overlays = overlays(source);
    for (String layer : layers) {
      Map<String, Property> overlay = overlays.get(layer);
      if (overlay == null) {
        throw Mistakes.unknown(
            new Place(BASE, "layers", 1), "mapping layer", layer, overlays.keySet());
      }
      reader.overlay(layer, overlay);
    }
    return new EffectiveMapping(reader.maps, reader.messages, reader.tables);
  }

  private static Map<String, Map<String, Property>> overlays(MappingSource source) {
    Map<String, Map<String, Property>> overlays = new LinkedHashMap<>();
    for (MappingSource.Text text : source.overlays()) {
      String layer = layerName(text);
      overlays.put(layer, new YamlText(layer, text.name()).read(text.text()));
    }
    return overlays;
  }

  private static String layerName(MappingSource.Text text) {
    Property name = new YamlText("", text.name()).read(text.text()).get("overlay");
    if (name == null) {
      throw Mistakes.at(new Place("", text.name(), 1), "an overlay begins with `overlay: NAME`");
    }
    return name.text();
  }

  private void base(MappingSource.Text text) {
    if (text.name().endsWith(".csv")) {
      CodeTableDefinition table = CodeTableReader.read(BASE, text.name(), text.text());
      tables.put(table.name(), table);
      return;
    }
    Map<String, Property> document = new YamlText(BASE, text.name()).read(text.text());
    if (document.containsKey("map")) {
      MapDefinition map = map(document);
      if (maps.put(map.name(), map) != null) {
        throw Mistakes.at(map.place(), "the map \"" + map.name() + "\" is there twice");
      }
    } else {
      messages.putAll(document);
    }
  }

  /** A table that took the place of one of the base would change every source in silence. */
  private void siteTable(MappingSource.Text text) {
    CodeTableDefinition table = CodeTableReader.read(SITE, text.name(), text.text());
    SiteTableCheck.run(table);
    CodeTableDefinition taken = tables.putIfAbsent(table.name(), table);
    if (taken != null && taken.place().layer().equals(SITE)) {
      throw Mistakes.at(
          table.place(),
          "the table \"" + table.name() + "\" is also in " + taken.place().file() + "; keep one");
    }
    if (taken != null) {
      throw Mistakes.at(
          table.place(),
          "there is a table \""
              + table.name()
              + "\" in the base; name this one otherwise, or change single rows under `tables:` of"
              + " an overlay");
    }
  }

  private static MapDefinition map(Map<String, Property> document) {
    Map<String, Property> properties = new LinkedHashMap<>(document);
    Property name = properties.remove("map");
    Property rules = properties.remove("rules");
    if (name == null || rules == null) {
      throw new IllegalStateException("a map has a name; rules are checked next");
    }
    Map<String, RuleDefinition> definitions = new LinkedHashMap<>();
    rules
        .map()
        .forEach(
            (key, value) -> {
              String id = name.text() + "." + key;
              Property body = (Property) value;
              definitions.put(id, new RuleDefinition(id, body.place(), properties(body)));
            });
    return new MapDefinition(name.text(), name.place(), properties, definitions);
  }

  private void overlay(String layer, Map<String, Property> overlay) {
    Property rules = overlay.get("rules");
    if (rules != null) {
      rules.map().forEach((id, body) -> rule((String) id, (Property) body));
    }
    Property more = overlay.get("tables");
    if (more != null) {
      more.map().forEach((name, body) -> table((String) name, (Property) body));
    }
    for (Map.Entry<String, Property> entry : overlay.entrySet()) {
      List<String> known = List.of("overlay", "rules", "tables");
      if (!known.contains(entry.getKey())) {
        throw Mistakes.unknown(
            entry.getValue().place(), "entry of overlay " + layer, entry.getKey(), known);
      }
    }
  }

  private void rule(String id, Property body) {
    int dot = id.indexOf('.');
    MapDefinition map = maps.get(dot < 0 ? id : id.substring(0, dot));
    if (map == null || dot < 0) {
      throw Mistakes.unknown(body.place(), "rule", id, ruleIds());
    }
    SortedMap<String, Property> properties = properties(body);
    RuleDefinition known = map.rules().get(id);
    if (known == null && properties.remove("add") == null) {
      throw Mistakes.unknown(body.place(), "rule", id, ruleIds());
    }
    properties.remove("add");
    RuleDefinition rule =
        known == null ? new RuleDefinition(id, body.place(), properties) : known.refine(properties);
    maps.put(map.name(), map.with(rule));
  }

  private List<String> ruleIds() {
    return maps.values().stream().flatMap(map -> map.rules().keySet().stream()).toList();
  }

  private void table(String name, Property body) {
    CodeTableDefinition table = tables.get(name);
    if (table == null) {
      throw Mistakes.unknown(body.place(), "table", name, tables.keySet());
    }
    for (Map.Entry<?, ?> entry : body.map().entrySet()) {
      Property value = (Property) entry.getValue();
      CodeTableDefinition.Row row = row(value);
      table = table.with((String) entry.getKey(), row);
    }
    tables.put(name, table);
  }

  /** {@code X: other}, or {@code X: {code: …, system: …, display: …}}. */
  private static CodeTableDefinition.Row row(Property value) {
    if (value.value() instanceof String code) {
      return new CodeTableDefinition.Row(code, "", "", value.place());
    }
    Map<?, ?> cells = value.map();
    return new CodeTableDefinition.Row(
        cell(cells, "code"), cell(cells, "system"), cell(cells, "display"), value.place());
  }

  private static String cell(Map<?, ?> cells, String name) {
    return cells.get(name) instanceof Property property ? property.text() : "";
  }

  private static SortedMap<String, Property> properties(Property body) {
    TreeMap<String, Property> properties = new TreeMap<>();
    body.map().forEach((key, value) -> properties.put((String) key, (Property) value));
    return properties;
  }
}
