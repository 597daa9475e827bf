package dev.trestle.semantics.mapping.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * YAML 1.2 with every scalar taken as the text it is written as: HL7 codes like {@code NO} or
 * {@code 0123} must not turn into booleans and numbers. Aliases are refused by a small limit.
 */
public final class YamlText {
  private static final int MAX_ALIASES = 10;

  private final String layer;
  private final String file;

  public YamlText(String layer, String file) {
    this.layer = layer;
    this.file = file;
  }

  /** The entries of the document, in the order written. */
  public Map<String, Property> read(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setAllowDuplicateKeys(false)
            .build();
    try {
      Node root = new Compose(settings).composeString(text).orElse(null);
      if (root == null) {
        return Map.of();
      }
      return entries(root);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw Mistakes.at(new Place(layer, file, line), "not readable as YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw Mistakes.at(new Place(layer, file, 1), "not readable as YAML: " + e.getMessage());
    }
  }

  /** The entries of a nested map with their places. */
  private Map<String, Property> entries(Node node) {
    if (!(node instanceof MappingNode mapping)) {
      throw Mistakes.at(place(node), "expected `name: value` entries here");
    }
    Map<String, Property> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = key(tuple.getKeyNode());
      Property property = new Property(value(tuple.getValueNode()), place(tuple.getKeyNode()));
      if (entries.put(key, property) != null) {
        throw Mistakes.at(property.place(), "\"" + key + "\" is there twice");
      }
    }
    return entries;
  }

  /** Maps become maps of {@link Property}, so that each entry keeps its line. */
  private Object value(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    if (node instanceof SequenceNode sequence) {
      List<Object> list = new ArrayList<>();
      sequence.getValue().forEach(item -> list.add(value(item)));
      return list;
    }
    return entries(node);
  }

  private String key(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw Mistakes.at(place(node), "a name must be a single word");
  }

  private Place place(Node node) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    return new Place(layer, file, line);
  }
}
