package dev.trestle.app.http;

import dev.trestle.records.index.Parameter;
import dev.trestle.records.index.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What this server can do (R4 CapabilityStatement), made from what it does. */
@RestController
class FhirMetadataController {
  private static final List<String> INTERACTIONS =
      List.of("read", "vread", "history-instance", "search-type");

  @GetMapping("/fhir/metadata")
  ResponseEntity<String> metadata(HttpServletRequest request) {
    String base = request.getRequestURL().toString().replaceFirst("/metadata$", "");
    return ResponseEntity.ok()
        .contentType(FhirJson.MEDIA_TYPE)
        .body(FhirJson.text(statement -> describe(statement, base)));
  }

  /** It is made of the message for who asks: there is the read alone. */
  private static void header(ObjectNode resource) {
    resource.put("type", "MessageHeader");
    resource.putArray("interaction").addObject().put("code", "read");
    resource.put(
        "documentation", "How the message of an entry was sent; the id is the entry's number.");
  }

  private static void describe(ObjectNode statement, String base) {
    statement
        .put("resourceType", "CapabilityStatement")
        .put("status", "active")
        .put("date", "2026-11-20")
        .put("kind", "instance")
        .put("fhirVersion", "4.0.1");
    statement.putArray("format").add("application/fhir+json").add("json");
    statement.putObject("software").put("name", "Trestle");
    statement.putObject("implementation").put("description", "Trestle").put("url", base);
    ObjectNode rest = statement.putArray("rest").addObject().put("mode", "server");
    rest.putObject("security").put("description", "OAuth 2.0 bearer tokens (RFC 6750)");
    ArrayNode resources = rest.putArray("resource");
    for (String type : Parameters.types()) {
      describe(resources.addObject(), type, Parameters.of(type).values());
    }
    provenance(resources.addObject());
    header(resources.addObject());
    // For every type of R4, also for those that are not kept here.
    rest.putArray("operation")
        .addObject()
        .put("name", "validate")
        .put("definition", "http://hl7.org/fhir/OperationDefinition/Resource-validate")
        .put(
            "documentation",
            "POST [base]/[type]/$validate: the resource is checked and not kept; GET"
                + " [base]/[type]/[id]/$validate: what stands here. Profiles are those"
                + " of the site. No terminology server. With validator=hapi HAPI's validator"
                + " is asked, where it is installed; both with validator=trestle,hapi.");
  }

  /** It is computed for its target, so there is only the search. */
  private static void provenance(ObjectNode resource) {
    resource.put("type", "Provenance");
    resource.putArray("interaction").addObject().put("code", "search-type");
    resource
        .putArray("searchParam")
        .addObject()
        .put("name", "target")
        .put("type", "reference")
        .put("documentation", "Type/id/_history/version, or Type/id for the version that stands");
  }

  private static void describe(ObjectNode resource, String type, Iterable<Parameter> parameters) {
    resource.put("type", type);
    ArrayNode interactions = resource.putArray("interaction");
    INTERACTIONS.forEach(code -> interactions.addObject().put("code", code));
    resource.put("versioning", "versioned").put("readHistory", true);
    ArrayNode search = resource.putArray("searchParam");
    for (Parameter parameter : parameters) {
      search.addObject().put("name", parameter.name()).put("type", fhirType(parameter));
    }
    if (type.equals("Patient")) {
      ArrayNode operations = resource.putArray("operation");
      operations
          .addObject()
          .put("name", "match")
          .put("definition", "http://hl7.org/fhir/OperationDefinition/Patient-match");
      operations
          .addObject()
          .put("name", "golden-record")
          .put("definition", "urn:trestle:OperationDefinition:Patient-golden-record")
          .put(
              "documentation",
              "GET [base]/Patient/[id]/$golden-record: one Patient of all records that are the same"
                  + " person now. It is stored nowhere and has no id.");
      operations
          .addObject()
          .put("name", "person-changes")
          .put("definition", "urn:trestle:OperationDefinition:Patient-person-changes")
          .put(
              "documentation",
              "GET [base]/Patient/$person-changes?after=NUMBER&wait=SECONDS: which Patients went to"
                  + " another person since, and whether you were shown what no longer belongs"
                  + " together; with `wait` (0 to 60) answered as soon as there is a change.");
    }
  }

  private static String fhirType(Parameter parameter) {
    return switch (parameter.kind()) {
      case IDENTIFIER, TOKEN -> "token";
      case STRING -> "string";
      case PATIENT, REFERENCE -> "reference";
      case DATE, BIRTH_DATE -> "date";
    };
  }
}
