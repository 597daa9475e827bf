package dev.trestle.semantics.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where an invariant is taken to hold by which elements are there, its rule says the same. */
class SurelyTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<JsonNode> VALUES =
      List.of(
          JSON.numberNode(-1),
          JSON.numberNode(0),
          JSON.stringNode("2026-01-02"),
          JSON.stringNode("2025-01-02"),
          JSON.stringNode("home"),
          JSON.objectNode().put("value", 7),
          JSON.objectNode().put("value", 3),
          JSON.arrayNode().add(JSON.objectNode()),
          code("entered-in-error"));

  @Test
  void whereItSurelyHoldsItsRuleHolds() throws Exception {
    Set<String> asked = new TreeSet<>();
    for (Shape shape : R4FactsResource.read().values()) {
      for (Invariant invariant : shape.invariants()) {
        check(invariant, shape, asked);
      }
      for (Shape.Property property : shape.properties().values()) {
        Shape inner = property.type().shape();
        if (inner != null && !property.extensions()) {
          for (Invariant invariant : property.element().invariants()) {
            check(invariant, inner, asked);
          }
          if (property.type().profiled() != null) {
            check(property.type().profiled(), inner, asked);
          }
        }
      }
    }
    assertThat(asked).containsAll(Surely.KEYS);
  }

  @Test
  void everyCodeOfARequiredBindingHasTheForm() throws Exception {
    int asked = 0;
    for (Shape shape : R4FactsResource.read().values()) {
      for (Shape.Property property : shape.properties().values()) {
        Primitive primitive = property.type().primitive();
        CodeSet codes = property.type().codes();
        if (primitive != null && codes != null) {
          assertThat(codes.codes())
              .as(codes.name())
              .allMatch(code -> !code.isEmpty() && primitive.hasForm(code));
          asked++;
        }
      }
    }
    assertThat(asked).isPositive();
  }

  private static void check(Invariant invariant, Shape shape, Set<String> asked) {
    asked.add(invariant.key());
    String told = Surely.byElements(invariant.key()).orElse("");
    if (told.isEmpty()) {
      return;
    }
    SureCondition condition = SureCondition.of(invariant, shape);
    List<List<String>> names = new ArrayList<>();
    for (String word : new TreeSet<>(List.of(told.replaceAll("[|!]", "").trim().split(" +")))) {
      long bit = shape.bit(word);
      List<String> properties = new ArrayList<>();
      properties.add("");
      for (Map.Entry<String, Shape.Property> each : shape.properties().entrySet()) {
        if (each.getValue().bit() == bit && properties.size() < 5) {
          properties.add(each.getKey());
        }
      }
      names.add(properties);
    }
    ask(invariant, condition, shape, names, JSON.objectNode());
  }

  private static void ask(
      Invariant invariant,
      SureCondition condition,
      Shape shape,
      List<List<String>> names,
      ObjectNode object) {
    if (names.isEmpty()) {
      long present = 0;
      for (Map.Entry<String, JsonNode> each : object.properties()) {
        present |= Objects.requireNonNull(shape.property(each.getKey())).bit();
      }
      if (condition.holds(present)) {
        assertThat(invariant.rule().holds(object, object))
            .as("%s of %s: %s", invariant.key(), shape.name(), object)
            .isTrue();
      }
      return;
    }
    for (String name : names.get(0)) {
      for (JsonNode value : name.isEmpty() ? VALUES.subList(0, 1) : VALUES) {
        if (!name.isEmpty()) {
          object.set(name, value);
        }
        ask(invariant, condition, shape, names.subList(1, names.size()), object);
      }
      object.remove(name);
    }
  }

  private static ObjectNode code(String code) {
    ObjectNode concept = JSON.objectNode();
    for (String system : List.of("allergyintolerance-verification", "condition-ver-status")) {
      concept
          .withArray("coding")
          .addObject()
          .put("system", "http://terminology.hl7.org/CodeSystem/" + system)
          .put("code", code);
    }
    return concept;
  }
}
