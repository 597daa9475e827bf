package dev.trestle.app.site;

import dev.trestle.kernel.problem.NearestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping of a YAML file that is read key by key. What is not of the expected kind becomes a
 * mistake with its line; a key that nobody asked for is one too, with the nearest key that exists.
 */
final class YamlItem {
  /** Characters of a text that people read. */
  static final int PROSE_CHARS = 4_000;

  private final String file;
  private final Node node;
  private final Mistakes mistakes;
  private final TreeMap<String, Node> values = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();

  YamlItem(String file, Node node, Mistakes mistakes) {
    this.file = file;
    this.node = node;
    this.mistakes = mistakes;
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          values.put(key.getValue(), tuple.getValueNode());
        }
      }
    } else {
      mistakes.add(file, line(node), "expected keys with values");
    }
  }

  private YamlItem(String file, ScalarNode node, String key, Mistakes mistakes) {
    this.file = file;
    this.node = node;
    this.mistakes = mistakes;
    values.put(key, node);
  }

  int line() {
    return line(node);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  void mistake(String text) {
    mistakes.add(file, line(), text);
  }

  void mistakeAt(String key, String text) {
    Node value = values.get(key);
    mistakes.add(file, value == null ? line() : line(value), text);
  }

  private @Nullable Node ask(String key) {
    asked.add(key);
    return values.get(key);
  }

  Optional<String> text(String key) {
    Node value = ask(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue());
    }
    mistakes.add(file, line(value), "`" + key + "` takes one value");
    return Optional.empty();
  }

  /** A text that people read: not empty, and no book. */
  Optional<String> prose(String key) {
    Optional<String> text = text(key).map(String::strip);
    if (text.filter(String::isEmpty).isPresent()) {
      mistakeAt(key, "`" + key + "` is empty; write it or leave it out");
    } else if (text.filter(prose -> prose.length() > PROSE_CHARS).isPresent()) {
      mistakeAt(
          key,
          "`" + key + "` is longer than " + PROSE_CHARS + " characters; write the address of it");
    }
    return text.filter(prose -> !prose.isEmpty());
  }

  String required(String key) {
    Optional<String> text = text(key).filter(value -> !value.isBlank());
    if (text.isEmpty()) {
      mistake("`" + key + "` is missing");
    }
    return text.orElse("");
  }

  boolean flag(String key) {
    return flag(key, false);
  }

  boolean flag(String key, boolean standard) {
    Optional<String> text = text(key);
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      mistakeAt(key, "`" + key + "` is true or false");
    }
    return text.map("true"::equals).orElse(standard);
  }

  /** One of these, written in small letters with hyphens. */
  <E extends Enum<E>> Optional<E> constant(String key, E[] values) {
    return text(key).flatMap(text -> constant(key, text, values));
  }

  <E extends Enum<E>> Optional<E> constant(String key, String text, E[] values) {
    for (E value : values) {
      if (written(value).equals(text)) {
        return Optional.of(value);
      }
    }
    List<String> known = Arrays.stream(values).map(YamlItem::written).toList();
    mistakeAt(key, "`" + text + "` is not known here" + NearestName.hint(text, known));
    return Optional.empty();
  }

  private static String written(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the key is written, with whatever value. */
  boolean has(String key) {
    return values.containsKey(key);
  }

  List<String> texts(String key) {
    Node value = ask(key);
    List<String> texts = new ArrayList<>();
    if (value instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        if (item instanceof ScalarNode scalar) {
          texts.add(scalar.getValue());
        } else {
          mistakes.add(file, line(item), "`" + key + "` is a list of single values");
        }
      }
    } else if (value != null) {
      mistakes.add(file, line(value), "`" + key + "` is a list: [a, b]");
    }
    return texts;
  }

  List<YamlItem> items(String key) {
    Node value = ask(key);
    List<YamlItem> items = new ArrayList<>();
    if (value instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> items.add(new YamlItem(file, item, mistakes)));
    } else if (value != null) {
      mistakes.add(file, line(value), "`" + key + "` is a list: each item begins with a dash");
    }
    return items;
  }

  /** The same where an item can be a single value, which then is that of one key. */
  List<YamlItem> items(String key, String single) {
    Node value = ask(key);
    List<YamlItem> items = new ArrayList<>();
    if (value instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        items.add(
            item instanceof ScalarNode scalar
                ? new YamlItem(file, scalar, single, mistakes)
                : new YamlItem(file, item, mistakes));
      }
    } else if (value != null) {
      mistakes.add(file, line(value), "`" + key + "` is a list: [a, b]");
    }
    return items;
  }

  /** The keys that are written. */
  Set<String> keys() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** A nested mapping. */
  Optional<YamlItem> nested(String key) {
    Node value = ask(key);
    return value == null ? Optional.empty() : Optional.of(new YamlItem(file, value, mistakes));
  }

  /** The keys and single values of a nested mapping. */
  SortedMap<String, String> pairs(String key) {
    Node value = ask(key);
    SortedMap<String, String> pairs = new TreeMap<>();
    if (value != null) {
      YamlItem nested = new YamlItem(file, value, mistakes);
      nested.values.keySet().forEach(k -> nested.text(k).ifPresent(v -> pairs.put(k, v)));
    }
    return pairs;
  }

  /** To be called last: reports keys that nobody asked for. */
  void done() {
    for (var entry : values.entrySet()) {
      if (!asked.contains(entry.getKey())) {
        mistakes.add(
            file,
            line(entry.getValue()),
            "`" + entry.getKey() + "` is not known here" + NearestName.hint(entry.getKey(), asked));
      }
    }
  }
}
