package dev.trestle.semantics.fixed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** The items of an array that nobody changes, walked as those of any other: {@link FixedMap}. */
final class FixedList extends ArrayList<JsonNode> {
  private static final long serialVersionUID = 1;

  FixedList(List<JsonNode> items) {
    super(items);
  }

  @Override
  public boolean add(JsonNode item) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void add(int index, JsonNode item) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean addAll(Collection<? extends JsonNode> items) {
    throw new UnsupportedOperationException();
  }

  @Override
  public JsonNode set(int index, JsonNode item) {
    throw new UnsupportedOperationException();
  }

  @Override
  public JsonNode remove(int index) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean removeIf(Predicate<? super JsonNode> filter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException();
  }
}
