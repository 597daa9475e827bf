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
    throw FixedObject.refusal();
  }

  @Override
  protected ArrayNode _add(JsonNode item) {
    throw FixedObject.refusal();
  }

  @Override
  protected ArrayNode _insert(int index, JsonNode item) {
    throw FixedObject.refusal();
  }

  @Override
  public ArrayNode addAll(ArrayNode other) {
    throw FixedObject.refusal();
  }

  @Override
  public JsonNode replace(int index, JsonNode item) {
    throw FixedObject.refusal();
  }

  @Override
  public JsonNode remove(int index) {
    throw FixedObject.refusal();
  }

  @Override
  public ArrayNode removeAll() {
    throw FixedObject.refusal();
  }

  @Override
  public ArrayNode removeIf(Predicate<? super JsonNode> filter) {
    throw FixedObject.refusal();
  }
}
