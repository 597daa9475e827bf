package dev.trestle.records.fold;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON trees as bytes. Decimals keep their digits: in FHIR 1.0 and 1.00 differ (R4 §2.24). */
public final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  public static JsonNode parse(byte[] bytes) {
    return MAPPER.readTree(bytes);
  }

  /**
   * Whether two trees read the same: names of objects in any order, items of arrays in theirs,
   * numbers by their digits, whatever type holds them.
   */
  public static boolean same(JsonNode one, JsonNode other) {
    if (one.isObject()) {
      return other.isObject() && sameProperties(one, other);
    }
    if (one.isArray()) {
      return other.isArray() && sameItems(one, other);
    }
    if (one.isNumber()) {
      return other.isNumber() && sameDigits(one.decimalValue(), other.decimalValue());
    }
    return one.equals(other);
  }

  private static boolean sameDigits(BigDecimal one, BigDecimal other) {
    return one.scale() == other.scale() && one.compareTo(other) == 0;
  }

  private static boolean sameProperties(JsonNode one, JsonNode other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (Map.Entry<String, JsonNode> property : one.properties()) {
      JsonNode value = other.get(property.getKey());
      if (value == null || !same(property.getValue(), value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameItems(JsonNode one, JsonNode other) {
    Iterator<JsonNode> others = other.iterator();
    for (JsonNode item : one) {
      if (!others.hasNext() || !same(item, others.next())) {
        return false;
      }
    }
    return !others.hasNext();
  }
}
