package dev.trestle.app.audit;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as FHIR R4 AuditEvent, in the form of IHE BALP: who (agent), what (type, action,
 * outcome), about whom and which question (entity).
 */
public final class FhirAuditEvent {
  private static final String INTERACTIONS = "http://hl7.org/fhir/restful-interaction";
  private static final String ENTRY = "urn:trestle:journal-entry";
  private static final String OURS = "urn:trestle:audit-action";
  private static final String ENTITY_TYPE =
      "http://terminology.hl7.org/CodeSystem/audit-entity-type";
  private static final String ENTITY_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";

  private FhirAuditEvent() {}

  /** Fills {@code node} with the event. */
  public static void write(AuditRecord event, ObjectNode node) {
    ActionCodes codes = ActionCodes.of(event.action());
    node.put("resourceType", "AuditEvent").put("id", event.id().toString());
    coding(node.putObject("type"), codes.system(), codes.code(), codes.display());
    boolean rest = codes.system().equals(ActionCodes.REST);
    coding(node.putArray("subtype").addObject(), rest ? INTERACTIONS : OURS, event.action(), "");
    node.put("action", codes.crude())
        .put("recorded", DateTimeFormatter.ISO_INSTANT.format(event.at()))
        .put("outcome", Integer.toString(event.outcome()));
    ObjectNode agent = node.putArray("agent").addObject();
    coding(
        agent.putObject("type").putArray("coding").addObject(),
        ActionCodes.DICOM,
        "110153",
        "Source Role ID");
    agent.putObject("who").put("display", event.actor());
    agent.put("requestor", true);
    ObjectNode source = node.putObject("source");
    source.putObject("observer").put("display", "Trestle");
    coding(
        source.putArray("type").addObject(),
        "http://terminology.hl7.org/CodeSystem/security-source-type",
        "4",
        "Application Server");
    entities(event, node);
  }

  private static void entities(AuditRecord event, ObjectNode node) {
    ArrayNode entities = node.arrayNode();
    for (UUID patient : event.patients()) {
      entity(entities, "1", "Person", "1", "Patient")
          .putObject("what")
          .put("reference", "Patient/" + patient);
    }
    event.target().ifPresent(target -> target(event.type().orElse("Basic"), target, entities));
    event
        .detail()
        .filter(text -> !text.isEmpty())
        .ifPresent(
            text ->
                entity(entities, "2", "System Object", "24", "Query")
                    .put(
                        "query",
                        Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    if (!entities.isEmpty()) {
      node.set("entity", entities);
    }
  }

  /** A resource by reference; an entry of the journal is none, and is named by its identifier. */
  private static void target(String type, UUID target, ArrayNode entities) {
    if (type.equals(dev.trestle.app.security.AuditEvent.ENTRY)) {
      entity(entities, "2", "System Object", "3", "Report")
          .putObject("what")
          .putObject("identifier")
          .put("system", ENTRY)
          .put("value", target.toString());
    } else {
      entity(entities, "2", "System Object", "4", "Domain Resource")
          .putObject("what")
          .put("reference", type + "/" + target);
    }
  }

  private static ObjectNode entity(
      ArrayNode entities, String type, String typeText, String role, String roleText) {
    ObjectNode entity = entities.addObject();
    coding(entity.putObject("type"), ENTITY_TYPE, type, typeText);
    coding(entity.putObject("role"), ENTITY_ROLE, role, roleText);
    return entity;
  }

  private static void coding(ObjectNode node, String system, String code, String display) {
    node.put("system", system).put("code", code);
    if (!display.isEmpty()) {
      node.put("display", display);
    }
  }
}
