package dev.trestle.semantics.mapping.convert;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that a PRT or a ROL says of one participation, as an extension that holds extensions: who, in
 * which role, for which organisation, where, with which device, from when to when. Elements for
 * participants hold persons only, and say that they performed; who gets a copy did not.
 */
final class Participation {
  private static final String URL = "urn:trestle:extension:participation";
  private static final String ROLES = "http://terminology.hl7.org/CodeSystem/v2-0443";
  private static final String PARTICIPATIONS = "http://terminology.hl7.org/CodeSystem/v2-0912";

  /** Fields of a segment, 0 where it has none; the end stands after the start. */
  private record Fields(
      String roles,
      int role,
      int person,
      int specialty,
      int unit,
      int organization,
      int place,
      int start,
      int address,
      int telecom) {}

  private static final Fields PRT = new Fields(PARTICIPATIONS, 4, 5, 6, 7, 8, 9, 11, 14, 15);
  private static final Fields ROL = new Fields(ROLES, 3, 4, 9, 10, 14, 13, 5, 11, 12);

  /** Numbers of a device (PRT-10, PRT-16, PRT-21), times of it and texts. */
  private static final int DEVICE = 10;

  private static final int UDI = 16;
  private static final int MANUFACTURED = 17;
  private static final int EXPIRES = 18;
  private static final int LOT = 19;
  private static final int SERIAL = 20;
  private static final int DONATION = 21;
  private static final int DEVICE_TYPE = 22;

  private final Taken taken;
  private final Draft draft;
  private final Fields fields;
  private final ArrayNode parts;

  private Participation(Taken taken, Draft draft) {
    this.taken = taken;
    this.draft = draft;
    this.fields = taken.segment().name().equals("PRT") ? PRT : ROL;
    this.parts = draft.array();
  }

  /** The extension, or null when the segment names nobody and nothing. */
  static @Nullable JsonNode of(Taken taken, Draft draft) {
    return new Participation(taken, draft).read();
  }

  private @Nullable JsonNode read() {
    int mark = draft.mark();
    ObjectNode extension = draft.object();
    draft.constant(extension, "url", URL);
    concept("role", fields.role, fields.roles);
    int before = parts.size();
    people();
    if (fields.equals(ROL) && parts.size() > before) {
      numbers("identifier", 1, new Parameters("", null, new TreeMap<>(Map.of("shape", "ei"))));
    }
    concept("specialty", fields.specialty, "");
    concept("unit-type", fields.unit, "http://terminology.hl7.org/CodeSystem/v2-0406");
    for (int i = 1; i <= taken.segment().repetitions(fields.organization); i++) {
      part("organization", "valueReference", fields.organization, i, SharedResources::organization);
    }
    for (int i = 1; i <= taken.segment().repetitions(fields.place); i++) {
      part("location", "valueReference", fields.place, i, SharedResources::location);
    }
    if (taken.segment().name().equals("PRT")) {
      device();
    }
    if (parts.size() == before) {
      draft.take(mark);
      return null;
    }
    period();
    if (taken.at(fields.person, 1).text(1).isEmpty()) { // else they are the person's
      contacts();
    }
    extension.set("extension", parts);
    return extension;
  }

  private void people() {
    SortedMap<String, String> with = new TreeMap<>();
    with.put("address", String.valueOf(fields.address));
    with.put("telecom", String.valueOf(fields.telecom));
    Parameters parameters = new Parameters(taken.parameters().element(), null, with);
    for (int i = 1; i <= taken.segment().repetitions(fields.person); i++) {
      Taken person = new Taken(taken.segment(), fields.person, i, 0, parameters);
      add("person", "valueReference", () -> SharedResources.practitioner(person, draft));
    }
  }

  private void device() {
    SortedMap<String, String> with = new TreeMap<>(Map.of("shape", "ei"));
    Parameters parameters = new Parameters(taken.parameters().element(), null, with);
    numbers("device", DEVICE, parameters);
    numbers("device-udi", UDI, parameters);
    numbers("donation", DONATION, parameters);
    part("manufactured", "valueDateTime", MANUFACTURED, 1, SimpleConverters::dateTime);
    part("expires", "valueDateTime", EXPIRES, 1, SimpleConverters::dateTime);
    part("lot", "valueString", LOT, 1, SimpleConverters::first);
    part("serial", "valueString", SERIAL, 1, SimpleConverters::first);
    concept("device-type", DEVICE_TYPE, "");
  }

  private void numbers(String name, int field, Parameters parameters) {
    for (int i = 1; i <= taken.segment().repetitions(field); i++) {
      Taken number = new Taken(taken.segment(), field, i, 0, parameters);
      add(name, "valueIdentifier", () -> new IdentifierConverter().convert(number, draft));
    }
  }

  private void period() {
    Taken start = taken.at(fields.start, 1);
    Taken end = taken.at(fields.start + 1, 1);
    add(
        "period",
        "valuePeriod",
        () -> {
          ObjectNode period = draft.object();
          Periods.putTime(period, "start", start, 1, draft);
          Periods.putTime(period, "end", end, 1, draft);
          return period.isEmpty() ? null : period;
        });
  }

  private void contacts() {
    part("address", "valueAddress", fields.address, 1, new AddressConverter());
    add("contact", "valueContactDetail", this::telecoms);
  }

  private @Nullable JsonNode telecoms() {
    ArrayNode all = draft.array();
    for (int i = 1; i <= taken.segment().repetitions(fields.telecom); i++) {
      int mark = draft.mark();
      JsonNode points = new ContactPointConverter().convert(taken.at(fields.telecom, i), draft);
      if (points == null) {
        draft.take(mark);
      } else {
        points.forEach(all::add);
      }
    }
    return all.isEmpty() ? null : draft.object().set("telecom", all);
  }

  private void concept(String name, int field, String system) {
    Taken coded = taken.at(field, 1);
    if (!coded.text(0).isEmpty()) {
      add(name, "valueCodeableConcept", () -> ConceptConverter.of(coded, system, draft));
    }
  }

  private void part(String name, String choice, int field, int repetition, Converter converter) {
    Taken other = taken.at(field, repetition);
    if (!other.text(0).isEmpty()) {
      add(name, choice, () -> converter.convert(other, draft));
    }
  }

  /** What makes a value. */
  private interface Making {
    @Nullable JsonNode make();
  }

  /** The name comes first: origins stand in the order of the document. */
  private void add(String name, String choice, Making making) {
    int mark = draft.mark();
    ObjectNode extension = draft.object();
    draft.constant(extension, "url", name);
    JsonNode value = making.make();
    if (value == null) {
      draft.take(mark);
    } else {
      extension.set(choice, value);
      parts.add(extension);
    }
  }
}
