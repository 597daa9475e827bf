package dev.trestle.semantics.validation;

import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.fixed.FixedObject;
import dev.trestle.semantics.fixed.FixedReference;
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

  private static final int PREFIX = Translation.REFERENCE_PREFIX.length();

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
    if (!(value instanceof ArrayNode array)) {
      return false;
    }
    int size = array.size();
    if (size == 0 || size > property.limit()) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (!one(array.get(i), property, depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean one(JsonNode value, SureShape.Property property, int depth) {
    return switch (property.kind()) {
      case FREE_TEXT -> value instanceof StringNode text && !text.stringValue().isEmpty();
      case TEXT -> value instanceof StringNode text && isRight(text.stringValue(), property);
      case OBJECT -> {
        SureShape.Parts parts = property.object();
        yield parts != null && value instanceof ObjectNode object && isRight(object, parts, depth);
      }
      case NUMBER_OR_BOOLEAN ->
          property.primitive().isOfJsonType(value) && property.primitive().hasForm(value);
      case CHOICE, RESOURCE -> false;
    };
  }

  private static boolean isRight(String text, SureShape.Property property) {
    Systems systems = property.systems();
    if (systems != null) {
      return systems.isRight(text);
    }
    Words codes = property.codes();
    Predicate<String> more = property.text();
    boolean right =
        codes == null ? !text.isEmpty() && property.primitive().hasForm(text) : codes.has(text);
    return right && (more == null || more.test(text));
  }

  /** Whether an object that stands somewhere is right. */
  boolean isRight(ObjectNode object, SureShape.Parts parts, int depth) {
    if (object instanceof FixedReference reference) { // never marked: keys differ by message
      return parts.reference()
          ? isKnown(reference.key(), parts)
          : isRightAnew(reference, parts, depth);
    }
    if (object instanceof FixedObject fixed) {
      return isRight(fixed, parts);
    }
    if (parts.reference() && object.size() == 1 && isKnown(object, parts)) {
      return true;
    }
    return isRightAnew(object, parts, depth);
  }

  /** What no message can change is looked at once; it holds no reference. */
  private boolean isRight(FixedObject fixed, SureShape.Parts parts) {
    if (fixed.isMarked(parts)) {
      return true;
    }
    boolean right = isRightAnew(fixed, parts, 0);
    if (right) {
      fixed.mark(parts);
    }
    return right;
  }

  private boolean isRightAnew(ObjectNode object, SureShape.Parts parts, int depth) {
    long present = present(object, parts.shape(), depth + 1);
    return present != 0 && (parts.plain() || isRight(object, parts, present));
  }

  private boolean isRight(ObjectNode object, SureShape.Parts parts, long present) {
    CodeSet codes = parts.codes();
    return SureShape.hold(parts.conditions(), present, object)
        && (codes == null || codes.hasOneOf(object, parts.concept()))
        && (parts.targets() == null || leadsThere(object, parts));
  }

  /** The bits of the elements of an object that is right; 0 when it is not sure. */
  private long present(ObjectNode object, SureShape shape, int depth) {
    if (depth > DEEPEST) {
      return 0;
    }
    long present = 0;
    long chosen = 0;
    SureShape.Property property = null;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      property = shape.property(entry.getKey(), property);
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
    if (object.get("reference") instanceof StringNode node) {
      String reference = node.stringValue();
      if (reference.startsWith(Translation.REFERENCE_PREFIX)) {
        return isKnown(key(reference), parts);
      }
    }
    return false;
  }

  private boolean isKnown(int key, SureShape.Parts parts) {
    SureShape target = key < types.length ? types[key] : null;
    return target != null && parts.allows(target);
  }

  /** The number in a reference; one that no key has when it has none. */
  private int key(String reference) {
    int length = reference.length();
    int key = length == PREFIX ? types.length : 0;
    for (int i = PREFIX; i < length; i++) {
      int digit = reference.charAt(i) - '0';
      if (digit < 0 || digit > 9 || key >= types.length) {
        return types.length;
      }
      key = key * 10 + digit;
    }
    return key;
  }
}
