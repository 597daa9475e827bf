package dev.trestle.app.http;

import dev.trestle.app.validator.ValidationOutcome;
import dev.trestle.kernel.problem.ProblemCode;
import java.util.function.Consumer;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** FHIR JSON as the edge writes it. */
final class FhirJson {
  static final MediaType MEDIA_TYPE =
      MediaType.parseMediaType("application/fhir+json;charset=UTF-8");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private FhirJson() {}

  static String text(Consumer<ObjectNode> content) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    content.accept(node);
    return JSON.writeValueAsString(node);
  }

  /** An OperationOutcome with one issue. */
  static String outcome(ProblemCode code, String text) {
    return text(
        node -> {
          node.put("resourceType", "OperationOutcome");
          ObjectNode issue = node.putArray("issue").addObject();
          issue.put("severity", "error").put("code", code.issueType()).put("diagnostics", text);
          ValidationOutcome.coding(issue, code);
        });
  }
}
