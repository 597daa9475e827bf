package dev.trestle.semantics.mapping.convert;

import static dev.trestle.semantics.mapping.convert.FieldFacts.coded;
import static dev.trestle.semantics.mapping.convert.FieldFacts.fact;
import static dev.trestle.semantics.mapping.convert.FieldFacts.group;

import dev.trestle.semantics.mapping.convert.FieldFacts.Fact;
import dev.trestle.semantics.mapping.convert.FieldFacts.Kind;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The extensions of {@link FieldFacts}, by the name of their converter (ADR 96). */
final class SegmentFacts {
  static final FieldFacts DEVICES = new FieldFacts("devices", fact("device", 18, Kind.EI));

  static final FieldFacts METHODS = new FieldFacts("methods", fact("method", 17, Kind.CONCEPT));

  private SegmentFacts() {}

  static Map<String, Converter> named() {
    return Map.ofEntries(
        Map.entry("timing-facts", timing()),
        Map.entry("quantity-timing-facts", quantityTiming()),
        Map.entry("diagnosis-facts", diagnosis()),
        Map.entry("requested-medication-facts", Components.requested(requestedMedication())),
        Map.entry("ingredients", Components::ingredients),
        Map.entry("visit-facts", visit()),
        Map.entry("discharge-facts", discharge("stated-discharge")),
        Map.entry("cancelled-discharge-facts", discharge("taken-back")),
        Map.entry("cancelled-place-facts", takenBack(3)),
        Map.entry("cancelled-transfer-facts", takenBack(42)),
        Map.entry("message-facts", message()),
        Map.entry("software-facts", software()),
        Map.entry("event-facts", event()),
        Map.entry("filler-facts", filler()),
        Map.entry("charge-facts", FinancialFacts.charge()),
        Map.entry("insured-facts", FinancialFacts.insured()),
        Map.entry("guarantor-facts", FinancialFacts.guarantor()),
        Map.entry("control-facts", control()),
        Map.entry("strength-facts", strength()),
        Map.entry("account-facts", new FieldFacts("account", fact("number", 18, Kind.CX))),
        Map.entry("employer-facts", new FieldFacts("group-employer", fact("number", 10, Kind.CX))),
        Map.entry("noted-facts", noted()),
        Map.entry("service-facts", service()),
        Map.entry("procedure-facts", procedure()),
        Map.entry("parent-facts", parents()),
        Map.entry("parent-result-facts", parentResult()),
        Map.entry("resource-facts", resource()),
        Map.entry("interpreter-facts", people("interpreter")),
        Map.entry("assistant-facts", people("assistant")),
        Map.entry("technician-facts", people("technician")),
        Map.entry("transcriptionist-facts", people("transcriptionist")));
  }

  /** TQ1 (HL7 v2.8 §4.5.4): one of possibly several, as it was sent. */
  private static FieldFacts timing() {
    return new FieldFacts(
        "timing",
        fact("quantity", 2, Kind.AMOUNT),
        group("pattern", 3, pattern()),
        fact("explicit-time", 4, Kind.TEXT),
        fact("relative-time", 5, Kind.AMOUNT),
        fact("duration", 6, Kind.AMOUNT),
        fact("start", 7, Kind.TIME),
        fact("end", 8, Kind.TIME),
        coded("priority", 9, "0485"),
        fact("condition", 10, Kind.TEXT),
        fact("instruction", 11, Kind.TEXT),
        coded("conjunction", 12, "0472"),
        fact("occurrence-duration", 13, Kind.AMOUNT),
        fact("occurrences", 14, Kind.TEXT));
  }

  /** RPT (HL7 v2.8 §2.A.64). */
  private static Fact[] pattern() {
    return new Fact[] {
      coded("code", 1, "0335"),
      fact("calendar-alignment", 2, Kind.TEXT),
      fact("phase-begin", 3, Kind.TEXT),
      fact("phase-end", 4, Kind.TEXT),
      fact("period", 5, Kind.TEXT),
      fact("period-units", 6, Kind.TEXT),
      fact("institution-specified", 7, Kind.TEXT),
      fact("event", 8, Kind.TEXT),
      fact("offset", 9, Kind.TEXT),
      fact("offset-units", 10, Kind.TEXT),
      fact("general-timing", 11, Kind.TEXT)
    };
  }

  /** TQ (HL7 v2.4 §2.9.46), before TQ1 in ORC-7, OBR-27 and SCH-11. */
  private static Fact[] quantityTimingParts() {
    return new Fact[] {
      fact("quantity", 1, Kind.AMOUNT),
      fact("interval", 2, Kind.TEXT),
      fact("duration", 3, Kind.TEXT),
      fact("start", 4, Kind.TIME),
      fact("end", 5, Kind.TIME),
      coded("priority", 6, "0485"),
      fact("condition", 7, Kind.TEXT),
      fact("instruction", 8, Kind.TEXT),
      fact("conjunction", 9, Kind.TEXT),
      fact("sequence", 10, Kind.TEXT),
      fact("occurrence-duration", 11, Kind.TEXT),
      fact("occurrences", 12, Kind.TEXT)
    };
  }

  private static Converter quantityTiming() {
    Converter[] byField = new Converter[28];
    for (int field : new int[] {7, 11, 27}) {
      byField[field] = new FieldFacts("timing", group("timing", field, quantityTimingParts()));
    }
    return (taken, draft) -> byField[taken.field()].convert(taken, draft);
  }

  /** DG1 under an order: the orderer's reason with what is known of it. */
  private static FieldFacts diagnosis() {
    return new FieldFacts(
        "order-diagnosis",
        fact("code", 3, Kind.CONCEPT),
        fact("description", 4, Kind.TEXT),
        fact("time", 5, Kind.TIME),
        coded("type", 6, "0052"),
        fact("priority", 15, Kind.TEXT),
        fact("clinician", 16, Kind.PERSON),
        fact("attested", 19, Kind.TIME),
        fact("identifier", 20, Kind.EI),
        fact("action", 21, Kind.TEXT),
        fact("parent", 22, Kind.EI));
  }

  /** RXO where RXE encodes the order: what was asked for. */
  private static FieldFacts requestedMedication() {
    return new FieldFacts(
        "requested-medication",
        fact("medication", 1, Kind.CONCEPT),
        fact("amount", 2, Kind.TEXT),
        fact("amount-maximum", 3, Kind.TEXT),
        fact("units", 4, Kind.CONCEPT),
        fact("form", 5, Kind.CONCEPT),
        coded("substitution", 9, "0161"),
        fact("dispense-amount", 11, Kind.TEXT),
        fact("dispense-units", 12, Kind.CONCEPT),
        fact("refills", 13, Kind.TEXT),
        fact("prescriber", 14, Kind.PERSON),
        fact("strength", 18, Kind.TEXT),
        fact("strength-units", 19, Kind.CONCEPT),
        fact("strength-volume", 25, Kind.TEXT),
        fact("strength-volume-units", 26, Kind.CONCEPT));
  }

  /** An OBX that became an element of an Immunization. */
  private static FieldFacts noted() {
    return new FieldFacts(
        "noted",
        fact("code", 3, Kind.CONCEPT),
        fact("sub-id", 4, Kind.TEXT),
        fact("time", 14, Kind.TIME),
        fact("method", 17, Kind.CONCEPT));
  }

  /** AIS: one service of an appointment. */
  private static FieldFacts service() {
    return new FieldFacts(
        "service",
        fact("service", 3, Kind.CONCEPT),
        fact("start", 4, Kind.TIME),
        fact("offset", 5, Kind.TEXT),
        fact("duration", 7, Kind.TEXT),
        fact("duration-units", 8, Kind.CONCEPT),
        coded("status", 10, "0278"),
        fact("placer-supplement", 11, Kind.CONCEPT),
        fact("filler-supplement", 12, Kind.CONCEPT));
  }

  /** AIG: a resource that stands in another list, too. */
  private static FieldFacts resource() {
    return new FieldFacts("resource", fact("resource", 3, Kind.CONCEPT));
  }

  private static FieldFacts procedure() {
    return new FieldFacts(
        "procedure-details", fact("description", 4, Kind.TEXT), fact("minutes", 7, Kind.TEXT));
  }

  /** OBR-29 (EIP): placer and filler number of the parent. */
  private static FieldFacts parents() {
    return new FieldFacts(
        "parent-order",
        group("parent", 29, fact("placer", 1, Kind.EI), fact("filler", 2, Kind.EI)));
  }

  /** OBR-26 (PRL): code, sub-identifier and value of the parent result. */
  private static FieldFacts parentResult() {
    return new FieldFacts(
        "parent-result",
        group(
            "parent",
            26,
            fact("code", 1, Kind.CONCEPT),
            fact("sub-identifier", 2, Kind.TEXT),
            fact("value", 3, Kind.TEXT)));
  }

  /** The strength of a medication as a whole, by segment (HL7 v2.8 §4A.4). */
  private static Converter strength() {
    Map<String, FieldFacts> facts =
        Map.of(
            "RXO", strength(18, 25),
            "RXE", strength(25, 33),
            "RXD", strength(16, 28),
            "RXA", strength(13, 23));
    return (taken, draft) -> {
      FieldFacts of = facts.get(taken.segment().name());
      JsonNode told = of == null ? null : of.convert(taken, draft);
      return told == null ? null : draft.array().add(told);
    };
  }

  private static FieldFacts strength(int amount, int volume) {
    return new FieldFacts(
        "medication-strength",
        fact("strength", amount, Kind.TEXT),
        fact("strength-units", amount + 1, Kind.CONCEPT),
        fact("strength-volume", volume, Kind.TEXT),
        fact("strength-volume-units", volume + 1, Kind.CONCEPT));
  }

  /** What was done to an order, and when. */
  private static FieldFacts control() {
    return new FieldFacts(
        "order-transaction", coded("control", 1, "0119"), fact("time", 9, Kind.TIME));
  }

  /** OBR of an order: what its filler says of specimen and result. */
  private static FieldFacts filler() {
    return new FieldFacts(
        "filler",
        fact("observed", 7, Kind.TIME),
        fact("observed-until", 8, Kind.TIME),
        fact("volume", 9, Kind.AMOUNT),
        fact("collector", 10, Kind.PERSON),
        coded("specimen-action", 11, "0065"),
        fact("received", 14, Kind.TIME),
        fact("specimen-source", 15, Kind.TEXT),
        fact("reported", 22, Kind.TIME),
        coded("result-status", 25, "0123"));
  }

  /** PV1 that numbers no visit: where the patient was and who saw them, as far as it says. */
  private static FieldFacts visit() {
    return new FieldFacts(
        "visit",
        coded("class", 2, "0004"),
        fact("location", 3, Kind.PLACE),
        coded("admission-type", 4, "0007"),
        fact("attending", 7, Kind.PERSON),
        fact("referring", 8, Kind.PERSON),
        fact("consulting", 9, Kind.PERSON),
        coded("service", 10, "0069"),
        coded("admit-source", 14, "0023"),
        fact("admitting", 17, Kind.PERSON),
        fact("admitted", 44, Kind.TIME),
        fact("other-provider", 52, Kind.PERSON));
  }

  /** PV1 (HL7 v2.8 §3.4.3) of a message that discharges nobody: what is planned, or set right. */
  private static FieldFacts discharge(String name) {
    return new FieldFacts(
        name,
        coded("disposition", 36, "0112"),
        group("destination", 37, fact("place", 1, Kind.TEXT), fact("effective", 2, Kind.TIME)),
        fact("time", 45, Kind.TIME));
  }

  /** MSH (HL7 v2.8 §2.14.9). */
  private static FieldFacts message() {
    return new FieldFacts(
        "message",
        group("sending-application", 3, fact("id", 2, Kind.TEXT), fact("type", 3, Kind.TEXT)),
        fact("sent", 7, Kind.TIME),
        fact("security", 8, Kind.TEXT),
        fact("control-id", 10, Kind.TEXT),
        group("processing", 11, fact("id", 1, Kind.TEXT), fact("mode", 2, Kind.TEXT)),
        fact("version", 12, Kind.TEXT),
        fact("sequence-number", 13, Kind.TEXT),
        fact("continuation", 14, Kind.TEXT),
        fact("accept-acknowledgment", 15, Kind.TEXT),
        fact("application-acknowledgment", 16, Kind.TEXT),
        fact("country", 17, Kind.TEXT),
        fact("character-set", 18, Kind.TEXT),
        fact("language", 19, Kind.CONCEPT),
        fact("character-set-handling", 20, Kind.TEXT),
        fact("profile", 21, Kind.EI),
        group("sending-network", 24, address()),
        group("receiving-network", 25, address()),
        fact("classification", 26, Kind.CONCEPT),
        fact("handling", 27, Kind.CONCEPT),
        fact("special-access", 28, Kind.TEXT));
  }

  /** HD as it was sent. */
  private static FieldFacts.Fact[] address() {
    return new FieldFacts.Fact[] {
      fact("namespace", 1, Kind.TEXT), fact("id", 2, Kind.TEXT), fact("type", 3, Kind.TEXT)
    };
  }

  /** SFT (HL7 v2.8 §2.14.12). */
  private static FieldFacts software() {
    return new FieldFacts(
        "software",
        fact("manufacturer", 1, Kind.ORGANIZATION),
        fact("version", 2, Kind.TEXT),
        fact("product", 3, Kind.TEXT),
        fact("binary-id", 4, Kind.TEXT),
        fact("information", 5, Kind.TEXT),
        fact("installed", 6, Kind.TIME));
  }

  /** EVN (HL7 v2.8 §3.4.1). */
  private static FieldFacts event() {
    return new FieldFacts(
        "event",
        fact("recorded", 2, Kind.TIME),
        fact("planned", 3, Kind.TIME),
        fact("occurred", 6, Kind.TIME),
        fact("facility", 7, Kind.FACILITY));
  }

  /** PV1 of a message that takes an event back. */
  private static FieldFacts takenBack(int field) {
    return new FieldFacts("taken-back", fact("place", field, Kind.PLACE));
  }

  /** NDL (HL7 v2.5.1 §2.A.47) in OBR-32 to OBR-35: who, when and where. */
  private static Converter people(String name) {
    int field =
        switch (name) {
          case "interpreter" -> 32;
          case "assistant" -> 33;
          case "technician" -> 34;
          default -> 35;
        };
    return new FieldFacts(
        name,
        group(
            name,
            field,
            fact("person", 1, Kind.PERSON),
            fact("start", 2, Kind.TIME),
            fact("end", 3, Kind.TIME),
            fact("point-of-care", 4, Kind.TEXT),
            fact("room", 5, Kind.TEXT),
            fact("bed", 6, Kind.TEXT),
            fact("facility", 7, Kind.TEXT),
            fact("location-status", 8, Kind.TEXT),
            fact("location-type", 9, Kind.TEXT),
            fact("building", 10, Kind.TEXT),
            fact("floor", 11, Kind.TEXT)));
  }
}
