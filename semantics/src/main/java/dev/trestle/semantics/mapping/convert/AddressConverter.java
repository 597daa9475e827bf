package dev.trestle.semantics.mapping.convert;

import dev.trestle.semantics.mapping.terminology.CodeTable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * XAD to Address; use and type are those of table 0190. Setting {@code county}: a field of the
 * segment that has the county of the only address.
 */
final class AddressConverter implements Converter {
  private static final int COUNTY = 9;
  private static final int ADDRESSEE = 19;
  private static final String CENSUS_TRACT =
      "http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-censusTract";

  @Override
  public @Nullable JsonNode convert(Taken taken, Draft draft) {
    ObjectNode address = draft.object();
    type(taken, draft, address);
    int typed = draft.mark();
    ArrayNode lines = draft.array();
    street(taken, draft, lines);
    for (int part : new int[] {2, 8, ADDRESSEE}) {
      String line = taken.text(part);
      if (!line.isEmpty()) {
        lines.add(draft.leaf(line, taken, part, 0));
      }
    }
    if (!lines.isEmpty()) {
      address.set("line", lines);
    }
    draft.put(address, "city", taken, 3);
    district(taken, draft, address);
    draft.put(address, "state", taken, 4);
    draft.put(address, "postalCode", taken, 5);
    draft.put(address, "country", taken, 6);
    if (draft.mark() == typed) {
      return null;
    }
    Periods.put(address, taken, 13, 14, 12, draft);
    ArrayNode extensions = draft.array();
    Extensions.add(extensions, CENSUS_TRACT, taken, 10, 0, draft);
    Extensions.put(address, extensions);
    return address;
  }

  /** A county: since v2.8 a CWE, whose text is its name. */
  private static void district(Taken taken, Draft draft, ObjectNode address) {
    int county = Durations.field(taken, "county");
    boolean one = taken.segment().repetitions(taken.field()) == 1;
    if (county > 0 && one && taken.text(COUNTY).isEmpty()) {
      draft.put(address, "district", taken.at(county, 1), 1);
      return;
    }
    if (taken.subparts(COUNTY) <= 1) {
      draft.put(address, "district", taken, COUNTY);
      return;
    }
    draft.put(address, "district", taken, COUNTY, taken.text(COUNTY, 2).isEmpty() ? 1 : 2);
    draft.use(taken, COUNTY, 0);
  }

  /** A county (PID-12) that is of none of the addresses; setting {@code address} is their field. */
  static @Nullable JsonNode countyBeside(Taken taken, Draft draft) {
    Taken address = taken.at(Durations.field(taken, "address"), 1);
    int addresses = taken.segment().repetitions(address.field());
    boolean there = addresses == 1 && address.text(COUNTY).isEmpty() && !address.text(0).isEmpty();
    return there || taken.value().isEmpty() ? null : draft.leaf(taken.value(), taken, 1, 0);
  }

  private static void type(Taken taken, Draft draft, ObjectNode address) {
    String sent = taken.text(7);
    if (sent.isEmpty()) {
      return;
    }
    CodeTable.Target use = draft.find("0190-address-use", sent);
    CodeTable.Target type = draft.find("0190-address-type", sent);
    if (use != null && !use.code().isEmpty()) {
      draft.put(address, "use", use.code(), taken, 7);
    }
    if (type != null && !type.code().isEmpty()) {
      draft.put(address, "type", type.code(), taken, 7);
    }
    if (use != null || type != null) {
      draft.use(taken, 7, 0);
    }
  }

  /** SAD: street, or its name and number apart, in the order sent. */
  private static void street(Taken taken, Draft draft, ArrayNode lines) {
    if (taken.subparts(1) <= 1) {
      String line = taken.text(1);
      if (!line.isEmpty()) {
        lines.add(draft.leaf(line, taken, 1, 0));
      }
      return;
    }
    StringBuilder line = new StringBuilder();
    for (int i = 1; i <= taken.subparts(1); i++) {
      String part = taken.text(1, i);
      if (!part.isEmpty()) {
        line.append(line.isEmpty() ? "" : " ").append(part);
      }
    }
    if (!line.isEmpty()) {
      lines.add(draft.leaf(line.toString(), taken, 1, 0));
    }
  }
}
