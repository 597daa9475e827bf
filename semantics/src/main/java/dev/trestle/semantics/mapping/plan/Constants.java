package dev.trestle.semantics.mapping.plan;

import dev.trestle.kernel.statement.Origin;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.semantics.fixed.FixedCoding;
import dev.trestle.semantics.mapping.convert.Parameters;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What rules say whatever the message: made once, when the mapping is compiled. */
final class Constants {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Constants() {}

  /** A text, in the extension or under the name that the settings ask for. */
  static JsonNode text(String text, Parameters parameters) {
    JsonNode value =
        wrapped(JSON.stringNode(text), parameters.get("extension"), parameters.get("choice"));
    return inside(value, parameters.get("in"));
  }

  static ObjectNode coding(String system, String code) {
    return FixedCoding.said(system, code);
  }

  /** A Coding in a CodeableConcept; under a name in a choice element, or "". */
  static ObjectNode concept(String system, String code, String choice) {
    return (ObjectNode) wrapped(FixedCoding.said(system, code).concept(), "", choice);
  }

  private static JsonNode wrapped(JsonNode value, String extension, String choice) {
    if (extension.isEmpty() && choice.isEmpty()) {
      return value;
    }
    ObjectNode around = JSON.objectNode();
    if (!extension.isEmpty()) {
      around.put("url", extension);
    }
    return around.set(choice, value);
  }

  /** The value as a property of a property: {@code attachment.extension}. */
  private static JsonNode inside(JsonNode value, String path) {
    JsonNode nested = value;
    for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
      String name = path.substring(path.lastIndexOf('.', end - 1) + 1, end);
      boolean list = name.equals("extension");
      nested = JSON.objectNode().set(name, list ? JSON.arrayNode().add(nested) : nested);
    }
    return nested;
  }

  /**
   * The slot of a rule that says a constant.
   *
   * @param path of the slot
   * @param list whether the element repeats
   * @param said the value alone
   * @param ordinal of the rule
   */
  static Slot slot(String path, boolean list, Slot said, int ordinal) {
    JsonNode value = Objects.requireNonNull(said.value());
    JsonNode shown = list && !value.isArray() ? JSON.arrayNode().add(value) : value;
    List<Origin> origins = Collections.nCopies(leaves(shown), new Origin(ordinal, -1, 0));
    return new Slot(path, shown, null, origins);
  }

  private static int leaves(JsonNode node) {
    int leaves = node.isContainer() ? 0 : 1;
    for (JsonNode child : node) {
      leaves += leaves(child);
    }
    return leaves;
  }
}
