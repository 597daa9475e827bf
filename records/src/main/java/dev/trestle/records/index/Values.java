package dev.trestle.records.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the values of a search parameter from a resource. */
public final class Values {
  private Values() {}

  /**
   * A code or identifier.
   *
   * @param system empty when it has none
   * @param code the code or value
   * @param isPlain a {@code code} or boolean, whose system the element implies
   */
  public record Coded(String system, String code, boolean isPlain) {
    @Override
    public String toString() {
      return "Coded";
    }
  }

  /** The elements at a path; arrays are walked through. */
  private static void at(JsonNode node, List<String> path, int depth, List<JsonNode> found) {
    if (depth == path.size()) {
      found.add(node);
      return;
    }
    JsonNode child = node.get(path.get(depth));
    if (child == null) {
      return;
    }
    if (child.isArray()) {
      for (JsonNode item : child) {
        at(item, path, depth + 1, found);
      }
    } else {
      at(child, path, depth + 1, found);
    }
  }

  private static List<JsonNode> at(JsonNode resource, Parameter parameter) {
    List<JsonNode> all = new ArrayList<>();
    parameter.paths().forEach(path -> at(resource, path, 0, all));
    return all;
  }

  /** Codes of code, Coding, CodeableConcept and boolean; values of Identifier. */
  public static List<Coded> coded(JsonNode resource, Parameter parameter) {
    List<Coded> result = new ArrayList<>();
    for (JsonNode node : at(resource, parameter)) {
      if (node.isValueNode()) {
        result.add(new Coded("", node.asString(), true));
      } else if (node.has("coding")) {
        node.get("coding").forEach(coding -> add(result, coding, "code"));
      } else {
        add(result, node, parameter.kind() == Parameter.Kind.IDENTIFIER ? "value" : "code");
      }
    }
    return result;
  }

  private static void add(List<Coded> result, JsonNode node, String field) {
    String code = text(node, field);
    if (!code.isEmpty()) {
      result.add(new Coded(text(node, "system"), code, false));
    }
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value == null ? "" : value.asString();
  }

  public static List<String> texts(JsonNode resource, Parameter parameter) {
    List<String> result = new ArrayList<>();
    for (JsonNode node : at(resource, parameter)) {
      if (node.isValueNode() && !node.asString().isEmpty()) {
        result.add(node.asString());
      }
    }
    return result;
  }

  /** {@code Type/id} of references. */
  public static List<String> references(JsonNode resource, Parameter parameter) {
    List<String> result = new ArrayList<>();
    for (JsonNode node : at(resource, parameter)) {
      String reference = text(node, "reference");
      if (!reference.isEmpty()) {
        result.add(reference);
      }
    }
    return result;
  }

  /** The spans of dates and periods. */
  public static List<FhirDates.Span> spans(JsonNode resource, Parameter parameter) {
    List<FhirDates.Span> result = new ArrayList<>();
    for (JsonNode node : at(resource, parameter)) {
      (node.isObject() ? period(node) : FhirDates.span(node.asString())).ifPresent(result::add);
    }
    return result;
  }

  /** An open end is open (R4 §2.24.0.12). */
  private static Optional<FhirDates.Span> period(JsonNode period) {
    Optional<FhirDates.Span> start = FhirDates.span(text(period, "start"));
    Optional<FhirDates.Span> end = FhirDates.span(text(period, "end"));
    if (start.isEmpty() && end.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FhirDates.Span(
            start.map(FhirDates.Span::lowMicros).orElse(Long.MIN_VALUE),
            end.map(FhirDates.Span::highMicros).orElse(Long.MAX_VALUE)));
  }
}
