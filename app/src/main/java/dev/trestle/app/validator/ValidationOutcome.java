package dev.trestle.app.validator;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one or more validators said, as a FHIR OperationOutcome. Each issue names who says it (the
 * extension {@code operationoutcome-issue-source} of R4).
 */
public final class ValidationOutcome {
  private static final String SOURCE =
      "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-source";
  private static final String OURS = "Trestle";

  private final ArrayNode issues = JsonNodeFactory.instance.arrayNode();
  private boolean errors;

  /** What our own checker said. */
  public void add(List<Finding> findings) {
    for (Finding finding : findings) {
      ObjectNode issue =
          issue(finding.severity().code(), finding.code().issueType(), finding.text(), OURS);
      issue.putArray("expression").add(finding.location());
      coding(issue, finding.code());
    }
    if (findings.isEmpty()) {
      issue("information", "informational", "Nothing was found that is not FHIR R4.", OURS);
    }
  }

  /** What HAPI's validator said. */
  public void add(HapiVerdict verdict) {
    for (HapiVerdict.Issue said : verdict.issues()) {
      ObjectNode issue = issue(said.severity(), "processing", said.text(), verdict.validator());
      if (!said.expression().isEmpty()) {
        issue.putArray("expression").add(said.expression());
      }
    }
    if (verdict.issues().isEmpty()) {
      issue("information", "informational", "Nothing was found.", verdict.validator());
    }
  }

  /** Which problem an issue of an OperationOutcome is, as {@code details}. */
  public static void coding(ObjectNode issue, ProblemCode code) {
    issue
        .putObject("details")
        .putArray("coding")
        .addObject()
        .put("system", "urn:trestle:problem")
        .put("code", code.id());
  }

  /** Whether one of them found an error. */
  public boolean hasErrors() {
    return errors;
  }

  /** Writes the OperationOutcome into an empty object. */
  public void write(ObjectNode outcome) {
    outcome.put("resourceType", "OperationOutcome").set("issue", issues);
  }

  private ObjectNode issue(String severity, String code, String text, String source) {
    errors |= severity.equals("error") || severity.equals("fatal");
    ObjectNode issue = issues.addObject();
    issue.putArray("extension").addObject().put("url", SOURCE).put("valueString", source);
    return issue.put("severity", severity).put("code", code).put("diagnostics", text);
  }
}
