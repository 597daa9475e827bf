package dev.trestle.app.lineage;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A path into the JSON of a resource: {@code Patient.address[0].city}. Without an index it is the
 * whole array.
 */
final class ElementPath {
  private static final Pattern STEP = Pattern.compile("([A-Za-z]\\w{0,63})(?:\\[(\\d{1,6})])?");
  private static final int LONGEST = 500;

  private final List<Step> steps;

  private record Step(String name, int index) {}

  private ElementPath(List<Step> steps) {
    this.steps = steps;
  }

  /**
   * Reads a path.
   *
   * @param type the resource type it must begin with
   * @throws TrestleException REQUEST_INVALID
   */
  static ElementPath parse(String type, String text) {
    String[] parts = text.split("\\.", -1);
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      Matcher step = STEP.matcher(parts[i]);
      if (!step.matches() || text.length() > LONGEST) {
        throw invalid(type);
      }
      steps.add(
          new Step(step.group(1), step.group(2) == null ? -1 : Integer.parseInt(step.group(2))));
    }
    if (!parts[0].equals(type) || steps.isEmpty()) {
      throw invalid(type);
    }
    return new ElementPath(steps);
  }

  private static TrestleException invalid(String type) {
    return new TrestleException(
        ProblemCode.REQUEST_INVALID,
        "`path` is the place of an element, for example " + type + ".identifier[0].value");
  }

  /** The value there; a missing node when there is none. */
  JsonNode in(JsonNode resource) {
    JsonNode at = resource;
    for (Step step : steps) {
      at = at.path(step.name());
      if (step.index() >= 0) {
        at = at.path(step.index());
      }
    }
    return at;
  }
}
