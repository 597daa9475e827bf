package dev.trestle.semantics.fixed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An array in a {@link FixedObject}, which nobody changes either. */
final class FixedArray extends ArrayNode {
  private static final long serialVersionUID = 1;

  FixedArray(List<JsonNode> items) {
    super(JsonNodeFactory.instance, new ArrayList<>(items));
  }

  @Override
  protected ArrayNode _set(int index, JsonNode item) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected ArrayNode _add(JsonNode item) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected ArrayNode _insert(int index, JsonNode item) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ArrayNode addAll(ArrayNode other) {
    throw new UnsupportedOperationException();
  }

  @Override
  public JsonNode replace(int index, JsonNode item) {
    throw new UnsupportedOperationException();
  }

  @Override
  public JsonNode remove(int index) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ArrayNode removeAll() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ArrayNode removeIf(Predicate<? super JsonNode> filter) {
    throw new UnsupportedOperationException();
  }
}
