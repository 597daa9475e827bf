package dev.trestle.semantics.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Breaks a resource in one random way; the same seed gives the same. */
public final class Mutations {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> TEXTS =
      List.of(
          "",
          "xx-bad",
          "two  blanks",
          "2023-02-30",
          "2023-13",
          "2023-1-1",
          "2023-01-01T10:00",
          "2023-01-01T10:00:00",
          "2023-01-01T25:00:00Z",
          "Group/1",
          "Horse/1",
          "#gone",
          "oid:1.2",
          "urn:oid:1.2.03",
          "urn:uuid:1",
          "1");

  /** One property of an object of the tree. */
  private record Spot(ObjectNode parent, String name) {}

  private Mutations() {}

  /** Changes the resource and says what was done to it. */
  public static String breakOnce(ObjectNode resource, Random random) {
    List<Spot> spots = new ArrayList<>();
    collect(resource, spots);
    Spot spot = spots.get(random.nextInt(spots.size()));
    JsonNode value = spot.parent().path(spot.name());
    int way = random.nextInt(9);
    switch (way) {
      case 0 -> spot.parent().remove(spot.name());
      case 1 -> spot.parent().put("horse", 1);
      case 2 -> spot.parent().set(spot.name(), otherType(value));
      case 3 -> spot.parent().set(spot.name(), value.isArray() ? value.get(0) : wrapped(value));
      case 4 -> spot.parent().set(spot.name(), empty(value, random));
      case 5 -> another(spot, random);
      default -> text(spot, value, random);
    }
    return "way " + way + " at " + spot.name();
  }

  private static void text(Spot spot, JsonNode value, Random random) {
    String text = TEXTS.get(random.nextInt(TEXTS.size()));
    if (value instanceof ArrayNode array && array.path(0).isString()) {
      array.set(0, JSON.stringNode(text));
    } else if (value.isString()) {
      spot.parent().put(spot.name(), text);
    } else {
      spot.parent().remove(spot.name());
    }
  }

  /** A second type of a choice. */
  private static void another(Spot spot, Random random) {
    int upper = 0;
    while (upper < spot.name().length() && !Character.isUpperCase(spot.name().charAt(upper))) {
      upper++;
    }
    String stem = spot.name().substring(0, upper);
    spot.parent().put(stem + (random.nextBoolean() ? "Boolean" : "String"), true);
  }

  private static JsonNode otherType(JsonNode value) {
    if (value.isString() || value.isObject()) {
      return JSON.numberNode(7);
    }
    return value.isArray() ? JSON.booleanNode(true) : JSON.stringNode(value.asString());
  }

  private static JsonNode wrapped(JsonNode value) {
    return JSON.arrayNode().add(value);
  }

  private static JsonNode empty(JsonNode value, Random random) {
    return value.isArray()
        ? random.nextBoolean() ? JSON.arrayNode() : JSON.arrayNode().add(JSON.objectNode())
        : random.nextBoolean() ? JSON.objectNode() : JSON.nullNode();
  }

  private static void collect(JsonNode node, List<Spot> spots) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : object.properties()) {
        if (!property.getKey().equals("resourceType")) {
          spots.add(new Spot(object, property.getKey()));
        }
        collect(property.getValue(), spots);
      }
    } else if (node.isArray()) {
      node.forEach(item -> collect(item, spots));
    }
  }
}
