package dev.trestle.semantics.validation;

import dev.trestle.kernel.statement.Translation;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A walk over values that says that they are surely right, or that it is not sure. It knows less
 * than {@link CheckRun}, which is asked wherever this one is not sure, and never takes for right
 * what that one has a finding for.
 */
final class SureWalk {
  private static final int DEEPEST = 20;

  private final @Nullable SureShape[] types;

  /**
   * @param types of the keys that references name
   */
  SureWalk(@Nullable SureShape[] types) {
    this.types = types;
  }

  /** Whether the value of a property is right. */
  boolean isRight(JsonNode value, SureShape.Property property, int depth) {
    if (!property.repeats()) {
      return one(value, property, depth);
    }
    if (!(value instanceof ArrayNode array) || array.isEmpty() || array.size() > property.limit()) {
      return false;
    }
    for (int i = 0; i < array.size(); i++) {
      if (!one(array.get(i), property, depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean one(JsonNode value, SureShape.Property property, int depth) {
    SureShape.Parts parts = property.object();
    if (parts != null) {
      return value instanceof ObjectNode object && isRight(object, parts, depth);
    }
    if (property.kind() == SureShape.Kind.TEXT) {
      return value instanceof StringNode text && isRight(text.stringValue(), property);
    }
    return property.kind() == SureShape.Kind.NUMBER_OR_BOOLEAN
        && property.primitive().isOfJsonType(value)
        && property.primitive().hasForm(value);
  }

  private static boolean isRight(String text, SureShape.Property property) {
    if (property.free()) {
      return !text.isEmpty();
    }
    Systems systems = property.systems();
    if (systems != null) {
      return systems.isRight(text);
    }
    if (text.isEmpty() || !property.primitive().hasForm(text)) {
      return false;
    }
    Words codes = property.codes();
    Predicate<String> more = property.text();
    return (codes == null || codes.has(text)) && (more == null || more.test(text));
  }

  /** Whether an object that stands somewhere is right. */
  boolean isRight(ObjectNode object, SureShape.Parts parts, int depth) {
    if (parts.isReference() && object.size() == 1 && isKnown(object, parts)) {
      return true;
    }
    long present = present(object, parts.shape(), depth + 1);
    if (present == 0 || !SureShape.hold(parts.conditions(), present, object)) {
      return false;
    }
    CodeSet codes = parts.codes();
    return (codes == null || codes.hasOneOf(object, parts.concept()))
        && (parts.targets() == null || leadsThere(object, parts));
  }

  /** The bits of the elements of an object that is right; 0 when it is not sure. */
  private long present(ObjectNode object, SureShape shape, int depth) {
    if (depth > DEEPEST) {
      return 0;
    }
    long present = 0;
    long chosen = 0;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      SureShape.Property property = shape.property(entry.getKey());
      if (property == null
          || (chosen & property.chosen()) != 0
          || !isRight(entry.getValue(), property, depth)) {
        return 0;
      }
      present |= property.bit();
      chosen |= property.chosen();
    }
    return shape.isWhole(present) && shape.holds(present, object) ? present : 0;
  }

  private boolean leadsThere(ObjectNode object, SureShape.Parts parts) {
    if (!(object.get("reference") instanceof StringNode node)) {
      return true;
    }
    String reference = node.stringValue();
    return reference.startsWith(Translation.REFERENCE_PREFIX)
        ? isKnown(object, parts)
        : !reference.startsWith("#");
  }

  /** Whether a reference names a key of a type that is allowed. */
  private boolean isKnown(ObjectNode object, SureShape.Parts parts) {
    if (object.get("reference") instanceof StringNode node
        && node.stringValue().startsWith(Translation.REFERENCE_PREFIX)) {
      SureShape target = target(node.stringValue());
      return target != null && parts.allows(target);
    }
    return false;
  }

  private @Nullable SureShape target(String reference) {
    int key = reference.length() == Translation.REFERENCE_PREFIX.length() ? types.length : 0;
    for (int i = Translation.REFERENCE_PREFIX.length(); i < reference.length(); i++) {
      int digit = reference.charAt(i) - '0';
      if (digit < 0 || digit > 9 || key >= types.length) {
        return null;
      }
      key = key * 10 + digit;
    }
    return key < types.length ? types[key] : null;
  }
}
