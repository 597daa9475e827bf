package dev.trestle.app.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * What differs between the files of two versions, value by value, in the words of the files. So no
 * key can be forgotten here.
 */
public final class SiteDifference {
  /** One value; absent where it is not written. */
  public record Change(String where, @Nullable String before, @Nullable String after) {
    @Override
    public String toString() {
      if (before == null) {
        return "+ " + where + ": " + after;
      }
      return after == null
          ? "- " + where + ": " + before
          : "~ " + where + ": " + before + " -> " + after;
    }
  }

  private SiteDifference() {}

  /** Every value that is not the same, sorted by where it stands. */
  public static List<Change> between(List<SiteText> before, List<SiteText> after) {
    SortedMap<String, String> was = values(before);
    SortedMap<String, String> is = values(after);
    SortedSet<String> all = new TreeSet<>(was.keySet());
    all.addAll(is.keySet());
    List<Change> changes = new ArrayList<>();
    for (String where : all) {
      if (!Objects.equals(was.get(where), is.get(where))) {
        changes.add(new Change(where, was.get(where), is.get(where)));
      }
    }
    return changes;
  }

  private static SortedMap<String, String> values(List<SiteText> texts) {
    SortedMap<String, String> values = new TreeMap<>();
    for (SiteText text : texts) {
      if (text.path().endsWith(".yaml")) {
        root(text).ifPresent(node -> flatten(text.path(), node, values));
      } else if (text.path().endsWith(".csv")) {
        text.text().lines().forEach(line -> row(text.path(), line, values));
      } else if (text.path().endsWith(".json")
          && SiteFileKind.of(text.path()) == SiteFileKind.TABLE) {
        ConceptMapValues.add(text, values);
      } else if (SiteFileKind.of(text.path()) == SiteFileKind.PROFILE) {
        values.put(text.path(), FileSummary.of(text.text()));
      } else {
        values.put(text.path(), "a file of " + text.text().length() + " characters");
      }
    }
    return values;
  }

  private static java.util.Optional<Node> root(SiteText text) {
    try {
      return new Compose(LoadSettings.builder().setSchema(new JsonSchema()).build())
          .composeString(text.text());
    } catch (YamlEngineException notReadable) {
      return java.util.Optional.empty();
    }
  }

  private static void flatten(String where, Node node, SortedMap<String, String> values) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          flatten(where + separator(where) + key.getValue(), tuple.getValueNode(), values);
        }
      }
    } else if (node instanceof SequenceNode sequence) {
      items(where, sequence, values);
    } else if (node instanceof ScalarNode scalar) {
      values.put(where, scalar.getValue());
    }
  }

  private static String separator(String where) {
    return where.endsWith(".yaml") ? " " : ".";
  }

  /** Items with a name are told apart by it, so that another order is no change of each. */
  private static void items(String where, SequenceNode sequence, SortedMap<String, String> values) {
    List<String> plain = new ArrayList<>();
    int number = 1;
    for (Node item : sequence.getValue()) {
      if (item instanceof ScalarNode scalar) {
        plain.add(scalar.getValue());
      } else {
        String name = name(item);
        flatten(where + "[" + (name == null ? number : name) + "]", item, values);
      }
      number++;
    }
    if (!plain.isEmpty()) {
      values.put(where, plain.toString());
    }
  }

  private static @Nullable String name(Node item) {
    if (item instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key
            && key.getValue().equals("name")
            && tuple.getValueNode() instanceof ScalarNode value) {
          return value.getValue();
        }
      }
    }
    return null;
  }

  private static void row(String path, String line, SortedMap<String, String> values) {
    int comma = line.indexOf(',');
    if (comma > 0 && !line.startsWith("#")) {
      values.put(path + " " + line.substring(0, comma), line.substring(comma + 1));
    }
  }
}
