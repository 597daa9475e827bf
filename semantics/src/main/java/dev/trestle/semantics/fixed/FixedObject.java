package dev.trestle.semantics.fixed;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object that a mapping knows beforehand: made once, shared by all messages, and never changed;
 * who tries gets an {@link IllegalStateException} (but for an entry of its properties that is given
 * another value). It holds nothing of a message, and no reference unless it is a {@link
 * FixedReference}. Being the same object it can be known again, by whoever has looked at it.
 * Thread-safe.
 */
public sealed class FixedObject extends ObjectNode permits FixedCoding, FixedReference {
  private static final long serialVersionUID = 1;

  /** It stands in a few elements, each of which has one who looks. */
  private static final int MOST_MARKS = 16;

  @SuppressWarnings("serial") // a node is written as its JSON
  private volatile Object[] marks = {};

  /**
   * @param properties in their order
   */
  FixedObject(Map<String, JsonNode> properties) {
    super(JsonNodeFactory.instance, new LinkedHashMap<>(properties));
  }

  static IllegalStateException refusal() {
    return new IllegalStateException("shared by all messages, and never changed");
  }

  // The map is of the kind that all objects have: with another kind among them, checking and
  // writing of all JSON took 10 to 20 % longer. So it is the object that refuses.

  @Override
  protected final ObjectNode _put(String name, JsonNode value) {
    throw refusal();
  }

  @Override
  public final ObjectNode setAll(ObjectNode other) {
    throw refusal();
  }

  @Override
  public final JsonNode replace(String name, JsonNode value) {
    throw refusal();
  }

  @Override
  public final JsonNode putIfAbsent(String name, JsonNode value) {
    throw refusal();
  }

  @Override
  public final ObjectNode without(String name) {
    throw refusal();
  }

  @Override
  public final ObjectNode without(Collection<String> names) {
    throw refusal();
  }

  @Override
  public final JsonNode remove(String name) {
    throw refusal();
  }

  @Override
  public final ObjectNode remove(Collection<String> names) {
    throw refusal();
  }

  @Override
  public final ObjectNode removeAll() {
    throw refusal();
  }

  @Override
  public final ObjectNode removeIf(Predicate<? super JsonNode> filter) {
    throw refusal();
  }

  @Override
  public final ObjectNode retain(Collection<String> names) {
    throw refusal();
  }

  /** Whether {@link #mark} was called with this very object, which somebody keeps for it. */
  public final boolean isMarked(Object by) {
    for (Object mark : marks) {
      if (mark == by) {
        return true;
      }
    }
    return false;
  }

  /** Remembers who has looked at it. Of very many not all are remembered. */
  public final synchronized void mark(Object by) {
    Object[] before = marks;
    if (before.length < MOST_MARKS && !isMarked(by)) {
      Object[] more = Arrays.copyOf(before, before.length + 1);
      more[before.length] = by;
      marks = more;
    }
  }
}
