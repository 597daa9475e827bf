package dev.trestle.semantics.validation;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What invariants ask of JSON. */
final class Look {
  private static final List<String> CODING =
      List.of("system", "version", "code", "display", "userSelected");

  private Look() {}

  /** Whether the element is there; an element of a primitive type can be extensions alone. */
  static boolean has(JsonNode object, String element) {
    return object.has(element) || object.has("_" + element);
  }

  /** The same for {@code element[x]}. */
  static boolean hasChoice(JsonNode object, String element) {
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      String name = property.getKey();
      int from = name.startsWith("_") ? 1 : 0;
      int end = from + element.length();
      if (name.length() > end
          && name.startsWith(element, from)
          && Character.isUpperCase(name.charAt(end))) {
        return true;
      }
    }
    return false;
  }

  /** The text of an element, or empty. */
  static String text(JsonNode object, String element) {
    JsonNode value = object.get(element);
    return value != null && value.isString() ? value.stringValue() : "";
  }

  static @Nullable BigDecimal number(JsonNode object, String element) {
    JsonNode value = object.get(element);
    return value != null && value.isNumber() ? value.decimalValue() : null;
  }

  static boolean isNegative(JsonNode object, String element) {
    BigDecimal number = number(object, element);
    return number != null && number.signum() < 0;
  }

  /** Whether a concept has one of these codes of a system. */
  static boolean hasCoding(JsonNode concept, String system, Set<String> codes) {
    for (JsonNode coding : concept.path("coding")) {
      if (text(coding, "system").equals(system) && codes.contains(text(coding, "code"))) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of the parts has the same Coding as the object itself. */
  static boolean sharesCoding(JsonNode object, String parts, String concept) {
    for (JsonNode part : object.path(parts)) {
      for (JsonNode coding : part.path(concept).path("coding")) {
        for (JsonNode own : object.path(concept).path("coding")) {
          if (CODING.stream().allMatch(it -> own.path(it).equals(coding.path(it)))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * Whether one quantity is above another; not when that cannot be said, because they have other
   * units.
   */
  static boolean isAbove(JsonNode one, JsonNode other) {
    BigDecimal low = number(one, "value");
    BigDecimal high = number(other, "value");
    return low != null
        && high != null
        && text(one, "code").equals(text(other, "code"))
        && text(one, "system").equals(text(other, "system"))
        && text(one, "unit").equals(text(other, "unit"))
        && low.compareTo(high) > 0;
  }

  /** Whether a time is after another for certain: those of less precision cover more. */
  static boolean after(String one, String other) {
    boolean readable = DateForms.isDateTime(one) && DateForms.isDateTime(other);
    if (one.isEmpty() || other.isEmpty() || !readable) {
      return false;
    }
    if (one.indexOf('T') > 0 && other.indexOf('T') > 0) {
      return OffsetDateTime.parse(whole(one)).isAfter(OffsetDateTime.parse(whole(other)));
    }
    int common = Math.min(10, Math.min(one.length(), other.length()));
    return one.substring(0, common).compareTo(other.substring(0, common)) > 0;
  }

  /** Java has no leap seconds. */
  private static String whole(String dateTime) {
    return dateTime.startsWith(":60", 16)
        ? dateTime.substring(0, 17) + "59" + dateTime.substring(19)
        : dateTime;
  }
}
