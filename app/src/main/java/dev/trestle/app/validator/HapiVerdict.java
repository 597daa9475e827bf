package dev.trestle.app.validator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What HAPI's validator says of a resource. Its texts can hold values of the resource: they are for
 * the one who asked and for nobody else.
 *
 * @param validator its name and release
 * @param issues in its order
 */
public record HapiVerdict(String validator, List<Issue> issues) {
  /** A comment with the id of a resource of a Bundle. */
  private static final Pattern RESOURCE_ID = Pattern.compile("/\\*[^*]*\\*/");

  /**
   * One of them.
   *
   * @param severity a code of FHIR's issue-severity
   * @param expression FHIRPath of the element; empty where it does not say
   */
  public record Issue(String severity, String expression, String text) {
    @Override
    public String toString() {
      return "Issue[" + severity + " at " + expression + "]";
    }
  }

  /** As the program sends it. */
  static HapiVerdict read(JsonNode answer) {
    List<Issue> issues = new ArrayList<>();
    if (answer.has("failed")) {
      issues.add(
          new Issue(
              "fatal",
              "",
              "HAPI's validator broke off at this resource ("
                  + answer.path("failed").asString("")
                  + ") and says nothing of it."));
    }
    for (JsonNode issue : answer.path("issues")) {
      issues.add(
          new Issue(
              issue.path("severity").asString("error"),
              RESOURCE_ID.matcher(issue.path("expression").asString("")).replaceAll(""),
              issue.path("text").asString("")));
    }
    return new HapiVerdict(answer.path("validator").asString("HAPI FHIR"), List.copyOf(issues));
  }

  @Override
  public String toString() {
    return "HapiVerdict[" + validator + ", " + issues.size() + " issues]";
  }
}
