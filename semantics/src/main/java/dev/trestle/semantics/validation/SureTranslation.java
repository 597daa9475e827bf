package dev.trestle.semantics.validation;

import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which resources of a translation are surely right, seen from their slots without rendering them.
 * Every slot is looked at, also one that another takes the place of: whatever slots are shown, the
 * resource is right. Where that does not follow from the slots one by one, it is not sure.
 */
final class SureTranslation {
  private static final String CHOICE = "[x]";

  private final @Nullable SureShape[] types;
  private final SureWalk walk;
  private final long[] present;

  /** Elements of which one type was chosen and nothing else was said with it. */
  private final long[] chosen;

  /** Elements of which a type was chosen in another way, so that there must be no other choice. */
  private final long[] alone;

  /** Elements of which something was deleted or taken back: then nothing else may be said of it. */
  private final long[] deleted;

  private final boolean[] named;
  private final boolean[] doubtful;
  private final List<Part> parts = new ArrayList<>(0);

  /** An object of which slots name parts: {@code period.start}, {@code period.end}. */
  private record Part(int key, SureShape.Property property, ObjectNode object) {
    boolean isOf(SureShape.Property other) {
      return property.bit() == other.bit() && property.extensions() == other.extensions();
    }

    @Override
    public String toString() {
      return "Part[key " + key + "]";
    }
  }

  private SureTranslation(SureShapes shapes, List<ResourceKey> keys) {
    types = new @Nullable SureShape[keys.size()];
    for (int i = 0; i < types.length; i++) {
      SureShape shape = shapes.of(keys.get(i).type());
      types[i] = shape != null && shape.isConcrete() ? shape : null;
    }
    walk = new SureWalk(types);
    present = new long[types.length];
    chosen = new long[types.length];
    alone = new long[types.length];
    deleted = new long[types.length];
    named = new boolean[types.length];
    doubtful = new boolean[types.length];
  }

  /** For each key whether something is said of it that is not surely right. */
  static boolean[] doubtful(Translation translation, SureShapes shapes) {
    SureTranslation it = new SureTranslation(shapes, translation.keys());
    for (Statement statement : translation.statements()) {
      it.add(statement);
    }
    it.parts.forEach(it::add);
    for (int key = 0; key < it.types.length; key++) {
      SureShape shape = it.types[key];
      it.doubtful[key] |=
          it.named[key]
              && (shape == null
                  || (it.deleted[key] & (it.present[key] | it.chosen[key] | it.alone[key])) != 0
                  || !shape.isWhole(it.present[key])
                  || !shape.holds(it.present[key]));
    }
    return it.doubtful;
  }

  private void add(Statement statement) {
    int key = statement.key();
    named[key] = true;
    SureShape shape = types[key];
    if (shape == null) {
      doubtful[key] = true;
      return;
    }
    List<Slot> slots = statement.slots();
    SureShape.Path before = null;
    for (int i = 0; !doubtful[key] && i < slots.size(); i++) {
      Slot slot = slots.get(i);
      SureShape.Path path = shape.path(slot.path(), before);
      before = path == null ? before : path;
      SureShape.Property property = path == null ? shape.at(slot.path()) : path.property();
      doubtful[key] = !isRight(key, shape, slot, property);
    }
  }

  private boolean isRight(
      int key, SureShape shape, Slot slot, SureShape.@Nullable Property property) {
    JsonNode value = slot.value();
    if (slot.event() != null && slot.event().cancels() && value != null) {
      return false;
    }
    if (property == null) {
      return isPart(key, shape, slot.path(), value);
    }
    if (value == null) {
      deleted[key] |= property.bit();
      return true;
    }
    if (property.kind() == SureShape.Kind.CHOICE) {
      return isChoice(key, shape, property, value);
    }
    if (property.extensions() || !isAlone(key, property.chosen())) {
      return false;
    }
    present[key] |= property.bit();
    return isRight(value, property);
  }

  /** Several slots can make a list longer than any of them. */
  private boolean isRight(JsonNode value, SureShape.Property property) {
    return (!property.repeats() || property.limit() == Integer.MAX_VALUE)
        && walk.isRight(value, property, 0);
  }

  /** Whether these choices are made by no other slot: which one is shown is not known here. */
  private boolean isAlone(int key, long choices) {
    boolean first = ((chosen[key] | alone[key]) & choices) == 0;
    alone[key] |= choices;
    return first;
  }

  private boolean isChoice(int key, SureShape shape, SureShape.Property choice, JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      return false;
    }
    long told = 0;
    long types = 0;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      SureShape.Property property = shape.property(entry.getKey());
      if (property == null
          || (types & property.chosen()) != 0
          || !isRight(entry.getValue(), property)) {
        return false;
      }
      told |= property.bit();
      types |= property.chosen();
    }
    present[key] |= told;
    if (told != choice.bit()) {
      return isAlone(key, types | choice.bit());
    }
    // Of several one is shown, and whichever it is, the element is there.
    chosen[key] |= told;
    return (alone[key] & told) == 0;
  }

  /** {@code period.end}; what is of no such form is not sure. */
  private boolean isPart(int key, SureShape shape, String path, @Nullable JsonNode value) {
    int dot = path.indexOf('.');
    SureShape.Property property = dot < 0 ? null : shape.property(path, dot);
    if (property == null) {
      return false;
    }
    if (value == null) {
      deleted[key] |= property.bit();
      return true;
    }
    if (property.kind() != SureShape.Kind.OBJECT || property.repeats() || property.choice()) {
      return false;
    }
    int from = dot + 1;
    int end = path.indexOf('[', from);
    boolean choice = end >= 0 && path.startsWith(CHOICE, end);
    String name = path.substring(from, end < 0 ? path.length() : end);
    if (name.indexOf('.') >= 0) {
      return false;
    }
    ObjectNode part = part(key, property);
    if (!choice) {
      return isNew(part, name, value);
    }
    boolean alone = value instanceof ObjectNode;
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      alone &= isNew(part, entry.getKey(), entry.getValue());
    }
    return alone;
  }

  /** Which of two values is shown is not known here. */
  private static boolean isNew(ObjectNode part, String name, JsonNode value) {
    JsonNode before = part.get(name);
    part.set(name, value);
    return before == null || before.equals(value);
  }

  private ObjectNode part(int key, SureShape.Property property) {
    for (Part part : parts) {
      if (part.key() == key && part.isOf(property)) {
        return part.object();
      }
    }
    Part part = new Part(key, property, JsonNodeFactory.instance.objectNode());
    parts.add(part);
    return part.object();
  }

  /** After all slots. */
  private void add(Part part) {
    int key = part.key();
    SureShape.Property property = part.property();
    // A slot of the whole object stands beside those of its parts.
    doubtful[key] |=
        (!property.extensions() && (present[key] & property.bit()) != 0)
            || !walk.isRight(part.object(), property, 0);
    present[key] |= property.bit();
  }
}
