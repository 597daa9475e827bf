package dev.trestle.semantics.mapping.convert;

import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.Slot;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a message says of itself, in a MessageHeader (FHIR R4). */
final class HeaderConverters {
  private static final String EVENTS = "http://terminology.hl7.org/CodeSystem/v2-0003";
  private static final int RECEIVING_APPLICATION = 5;
  private static final int RECEIVING_FACILITY = 6;
  private static final int RECEIVING_ORGANIZATION = 23;
  private static final int RECEIVING_NETWORK = 25;

  /** The datatypes oid and uuid of FHIR R4 (§2.24.0.1), and a URI with its scheme. */
  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]*))+");

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s\"<>]+");

  private HeaderConverters() {}

  /** MSG to Coding: the trigger event of table 0003, or the message code where there is none. */
  static @Nullable JsonNode event(Taken taken, Draft draft) {
    int code = taken.text(2).isEmpty() ? 1 : 2;
    ObjectNode coding = draft.object();
    if (code == 2) {
      draft.constant(coding, "system", EVENTS);
    } else {
      draft.constant(coding, "system", "http://terminology.hl7.org/CodeSystem/v2-0076");
    }
    if (!draft.put(coding, "code", taken, code)) {
      return null;
    }
    StringBuilder display = new StringBuilder(taken.text(1));
    for (int part = 2; part <= 3 && !taken.text(part).isEmpty(); part++) {
      display.append('^').append(taken.text(part));
    }
    draft.put(coding, "display", display.toString(), taken, 1);
    draft.use(taken, 3, 0);
    return coding;
  }

  /** HD to the name of an application; a number of a kind that is no address stands with it. */
  static @Nullable JsonNode application(Taken taken, Draft draft) {
    String name = taken.text(1);
    String number = taken.text(2);
    String text = name;
    if (!number.isEmpty() && url(taken).isEmpty()) {
      draft.use(taken, 2, 0);
      draft.use(taken, 3, 0);
      String typed = taken.text(3).isEmpty() ? number : taken.text(3) + ":" + number;
      text = name.isEmpty() ? typed : name + " - " + typed;
    }
    return text.isEmpty() ? null : draft.leaf(text, taken, name.isEmpty() ? 2 : 1, 0);
  }

  /** HD to the URL of an endpoint, or null where it says none. */
  static @Nullable JsonNode endpoint(Taken taken, Draft draft) {
    String url = url(taken);
    if (url.isEmpty()) {
      return null;
    }
    draft.use(taken, 3, 0);
    return draft.leaf(url, taken, 2, 0);
  }

  /** HD.2 as a URL by its type in HD.3; empty where it is none. */
  private static String url(Taken taken) {
    String number = taken.text(2);
    return switch (taken.text(3)) {
      case "ISO" -> OID.matcher(number).matches() ? "urn:oid:" + number : "";
      case "UUID" -> UUID.matcher(number).matches() ? "urn:uuid:" + number : "";
      case "URI" -> URI.matcher(number).matches() ? number : "";
      default -> "";
    };
  }

  /** Where a message comes from that says no address: the feed, as codes of its own name it. */
  static JsonNode feed(Taken taken, Draft draft) {
    return draft.constant(draft.feed().localSystem("MSH"));
  }

  /** MSH-5, 6, 23 and 25 to MessageHeader.destination; its endpoint is required. */
  static JsonNode destination(Taken taken, Draft draft) {
    ObjectNode destination = draft.object();
    Taken application = taken.at(RECEIVING_APPLICATION, 1);
    Taken network = taken.at(RECEIVING_NETWORK, 1);
    JsonNode name = application(application, draft);
    if (name != null) {
      destination.set("name", name);
    }
    JsonNode endpoint = endpoint(network, draft);
    JsonNode number = endpoint(application, draft);
    if (endpoint != null && number != null) {
      destination.set("target", device(number, draft));
    }
    if (endpoint != null || number != null) {
      destination.set("endpoint", endpoint == null ? number : endpoint);
    } else {
      destination.set("_endpoint", unknown(draft));
    }
    receivers(destination, taken, draft);
    return draft.array().add(destination);
  }

  /** Who receives it: the organisation responsible, and the facility beside it. */
  private static void receivers(ObjectNode destination, Taken taken, Draft draft) {
    Taken responsible = taken.at(RECEIVING_ORGANIZATION, 1);
    Taken place = taken.at(RECEIVING_FACILITY, 1);
    JsonNode organization = SharedResources.organization(responsible, draft);
    JsonNode facility = facility(place, draft);
    if (organization != null || facility != null) {
      destination.set("receiver", organization == null ? facility : organization);
    }
    if (organization != null && facility != null) {
      ObjectNode beside = draft.object();
      draft.constant(beside, "url", "urn:trestle:extension:receiving-facility");
      beside.set("valueReference", facility);
      destination.set("extension", draft.array().add(beside));
    }
  }

  private static ObjectNode device(JsonNode uri, Draft draft) {
    ObjectNode identifier = draft.object();
    draft.constant(identifier, "system", "urn:ietf:rfc:3986");
    identifier.set("value", uri);
    ObjectNode device = draft.object();
    draft.constant(device, "type", "Device");
    device.set("identifier", identifier);
    return device;
  }

  private static ObjectNode unknown(Draft draft) {
    ObjectNode absent = draft.object();
    draft.constant(absent, "url", "http://hl7.org/fhir/StructureDefinition/data-absent-reason");
    draft.constant(absent, "valueCode", "unknown");
    ObjectNode unknown = draft.object();
    unknown.set("extension", draft.array().add(absent));
    return unknown;
  }

  /** HD of a facility to a reference to an Organization. */
  static @Nullable JsonNode facility(Taken taken, Draft draft) {
    String name = taken.text(1);
    String number = taken.text(2);
    if (name.isEmpty() && number.isEmpty()) {
      return null;
    }
    BusinessKey key = new BusinessKey("facility", taken.text(3), number.isEmpty() ? name : number);
    int facility = draft.resources().nameShared("Organization", draft.feed().healthSystem(), key);
    if (!number.isEmpty()) {
      int mark = draft.mark();
      ObjectNode identifier = draft.object();
      JsonNode uri = endpoint(taken, draft);
      if (uri == null) {
        String type = taken.text(3);
        draft.constant(
            identifier, "system", draft.feed().localSystem(type.isEmpty() ? "HD" : type));
        draft.put(identifier, "value", taken, 2);
        draft.use(taken, 3, 0);
      } else {
        draft.constant(identifier, "system", "urn:ietf:rfc:3986");
        identifier.set("value", uri);
      }
      say(draft, facility, "identifier[HD]", draft.array().add(identifier), mark);
    }
    if (!name.isEmpty()) {
      int mark = draft.mark();
      say(draft, facility, "name", draft.leaf(name, taken, 1, 0), mark);
    }
    return draft.reference(facility);
  }

  private static void say(Draft draft, int key, String path, JsonNode value, int mark) {
    draft.resources().sayShared(key, new Slot(path, value, null, draft.take(mark)));
  }
}
