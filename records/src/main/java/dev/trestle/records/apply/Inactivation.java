package dev.trestle.records.apply;

import dev.trestle.kernel.statement.Slot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How a resource that a complete list leaves out is inactivated, by type. */
final class Inactivation {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ALLERGY_STATUS =
      "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
  private static final String CONDITION_STATUS =
      "http://terminology.hl7.org/CodeSystem/condition-clinical";

  private record Rule(String element, JsonNode value) {
    @Override
    public String toString() {
      return "Rule[" + element + "]";
    }
  }

  private Inactivation() {}

  /**
   * What a list says about the status of a resource. It is a contribution of its own beside the
   * resource's own statements; of the two, the one of higher rank is shown.
   *
   * @param named whether the list has it: then the list has nothing against it
   * @return empty when resources of the type have no inactive state
   */
  static Optional<Slot> slot(String type, String collection, boolean named) {
    Rule rule = rule(type);
    if (rule == null) {
      return Optional.empty();
    }
    String path = rule.element() + "[list:" + collection + "]";
    return Optional.of(new Slot(path, named ? null : rule.value(), null, List.of()));
  }

  private static @Nullable Rule rule(String type) {
    return switch (type) {
      case "AllergyIntolerance" -> new Rule("clinicalStatus", concept(ALLERGY_STATUS));
      case "Condition" -> new Rule("clinicalStatus", concept(CONDITION_STATUS));
      case "Coverage" -> new Rule("status", JSON.stringNode("cancelled"));
      case "RelatedPerson" -> new Rule("active", JSON.booleanNode(false));
      case "Observation", "Procedure" -> new Rule("status", JSON.stringNode("entered-in-error"));
      default -> null;
    };
  }

  private static JsonNode concept(String system) {
    var concept = JSON.objectNode();
    concept.putArray("coding").addObject().put("system", system).put("code", "inactive");
    return concept;
  }
}
