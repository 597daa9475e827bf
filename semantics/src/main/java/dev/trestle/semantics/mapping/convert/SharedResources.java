package dev.trestle.semantics.mapping.convert;

import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.semantics.identifier.ScopedIdentifier;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Practitioner, Organization and Location as messages mention them. They are named by their number,
 * a location and a nameless organisation by what they are called; a practitioner without a number
 * is a display text only. What is said about them fills only.
 */
final class SharedResources {
  private static final String PHYSICAL_TYPE =
      "http://terminology.hl7.org/CodeSystem/location-physical-type";

  /** Parts with the type of a number (table 0203). */
  private static final int XCN_NUMBER_TYPE = 13;

  private static final int XCN_FACILITY = 14;
  private static final int XON_NUMBER_TYPE = 7;

  /** Its legal name, or the one to show: that is what a name is. */
  private static final Set<String> NAME_TYPES = Set.of("L", "D");

  private SharedResources() {}

  /** XCN to a reference to a Practitioner; a name without a number gives a display. */
  static @Nullable JsonNode practitioner(Taken taken, Draft draft) {
    if (taken.text(1).isEmpty()) {
      return display(taken, draft);
    }
    Feed feed = draft.feed();
    ScopedIdentifier id = feed.resolve(taken.text(1), taken.text(9, 1), taken.text(9, 2));
    int key =
        draft
            .resources()
            .nameShared(
                "Practitioner",
                id.scope(),
                new BusinessKey("practitioner", id.authority(), id.value()));
    int mark = draft.mark();
    ObjectNode identifier = draft.object();
    IdentifierConverter.type(taken, XCN_NUMBER_TYPE, "", draft, identifier);
    draft.constant(identifier, "system", feed.system(id));
    draft.put(identifier, "value", taken, 1);
    draft.use(taken, 9, 0);
    IdentifierConverter.assigner(identifier, taken, XCN_FACILITY, draft);
    Extensions.checkDigit(identifier, taken, 11, 12, draft);
    say(draft, key, "identifier[" + id.authority() + "]", draft.array().add(identifier), mark);
    mark = draft.mark();
    ObjectNode name = HumanNameConverter.name(taken, 2, draft);
    if (name != null) {
      say(draft, key, "name[XCN]", draft.array().add(name), mark);
    }
    if (taken.repetition() == 1) { // these fields are about the first
      address(taken, key, false, draft);
      telecom(taken, key, draft);
    }
    return draft.reference(key);
  }

  /**
   * A name (XPN) whose number (PLN), address and telephone stand in fields of their own to a
   * reference to a Practitioner; settings {@code number}, {@code address}, {@code telecom}.
   */
  static @Nullable JsonNode provider(Taken taken, Draft draft) {
    Taken number = taken.at(Durations.field(taken, "number"), 1);
    if (number.text(1).isEmpty()) {
      return display(taken, 1, draft);
    }
    ScopedIdentifier id = draft.feed().resolve(number.text(1), number.text(2), "");
    BusinessKey named = new BusinessKey("practitioner", id.authority(), id.value());
    int key = draft.resources().nameShared("Practitioner", id.scope(), named);
    int mark = draft.mark();
    ObjectNode identifier = draft.object();
    IdentifierConverter.type(number, 2, "", draft, identifier);
    draft.constant(identifier, "system", draft.feed().system(id));
    draft.put(identifier, "value", number, 1);
    say(draft, key, "identifier[" + id.authority() + "]", draft.array().add(identifier), mark);
    mark = draft.mark();
    ObjectNode name = HumanNameConverter.name(taken, 1, draft);
    if (name != null) {
      say(draft, key, "name[XPN]", draft.array().add(name), mark);
    }
    address(taken, key, false, draft);
    telecom(taken, key, draft);
    return draft.reference(key);
  }

  /** A name without a number; whose number it would be is told nevertheless. */
  private static @Nullable ObjectNode display(Taken taken, Draft draft) {
    ObjectNode reference = display(taken, 2, draft);
    if (reference == null) {
      return null;
    }
    ObjectNode identifier = draft.object();
    if (!taken.text(XCN_NUMBER_TYPE).isEmpty()) {
      IdentifierConverter.type(taken, XCN_NUMBER_TYPE, "", draft, identifier);
    }
    boolean facility = !taken.text(XCN_FACILITY).isEmpty();
    IdentifierConverter.assigner(identifier, taken, facility ? XCN_FACILITY : 9, draft);
    if (!identifier.isEmpty()) {
      reference.set("identifier", identifier);
    }
    return reference;
  }

  /** The name as one text; {@code first} is the number of the family name's part. */
  private static @Nullable ObjectNode display(Taken taken, int first, Draft draft) {
    StringBuilder display = new StringBuilder();
    for (int after : new int[] {4, 1, 2, 0, 3, 5}) {
      int part = first + after;
      boolean composed = after == 0 && taken.subparts(part) > 1;
      String text = composed ? taken.text(part, 1) : taken.text(part);
      if (!text.isEmpty()) {
        display.append(display.isEmpty() ? "" : " ").append(text);
      }
    }
    if (display.isEmpty()) {
      return null;
    }
    ObjectNode reference = draft.object();
    draft.put(reference, "display", display.toString(), taken, first);
    for (int part = first + 1; part <= first + 5; part++) {
      draft.use(taken, part, 0);
    }
    return reference;
  }

  /** XON to a reference to an Organization. */
  static @Nullable JsonNode organization(Taken taken, Draft draft) {
    int numberPart = taken.text(10).isEmpty() ? 3 : 10;
    String number = taken.text(numberPart);
    String called = taken.text(1);
    if (number.isEmpty() && called.isEmpty()) {
      return null;
    }
    Feed feed = draft.feed();
    ScopedIdentifier id =
        feed.resolve(number.isEmpty() ? called : number, taken.text(6, 1), taken.text(6, 2));
    String kind = number.isEmpty() ? "organization-name" : "organization";
    int key =
        draft
            .resources()
            .nameShared(
                "Organization", id.scope(), new BusinessKey(kind, id.authority(), id.value()));
    int mark = draft.mark();
    if (!number.isEmpty()) {
      ObjectNode identifier = draft.object();
      IdentifierConverter.type(taken, XON_NUMBER_TYPE, "", draft, identifier);
      draft.constant(identifier, "system", feed.system(id));
      draft.put(identifier, "value", taken, numberPart);
      draft.use(taken, 6, 0);
      Extensions.checkDigit(identifier, taken, 4, 5, draft);
      say(draft, key, "identifier[" + id.authority() + "]", draft.array().add(identifier), mark);
    }
    if (number.isEmpty()) {
      named(taken, key, draft);
      mark = draft.mark();
    }
    if (!called.isEmpty()) {
      mark = draft.mark();
      if (NAME_TYPES.contains(taken.text(2))) {
        draft.use(taken, 2, 0);
      }
      say(draft, key, "name", draft.leaf(called, taken, 1, 0), mark);
    }
    address(taken, key, false, draft);
    telecom(taken, key, draft);
    return draft.reference(key);
  }

  /**
   * An organisation without a number: in whose list it is called so, and the type it would have.
   */
  private static void named(Taken taken, int key, Draft draft) {
    int mark = draft.mark();
    ObjectNode extension = draft.object();
    draft.constant(extension, "url", "urn:trestle:extension:assigner");
    ObjectNode identifier = draft.object();
    IdentifierConverter.type(taken, XON_NUMBER_TYPE, "", draft, identifier);
    IdentifierConverter.assigner(identifier, taken, 6, draft);
    if (identifier.isEmpty()) {
      draft.take(mark);
      return;
    }
    extension.set("valueIdentifier", identifier);
    say(draft, key, "extension[assigner]", draft.array().add(extension), mark);
  }

  /**
   * The address that stands in a field of its own; setting {@code address}.
   *
   * @param one whether the resource has one only
   */
  private static void address(Taken taken, int key, boolean one, Draft draft) {
    int field = Durations.field(taken, "address");
    int mark = draft.mark();
    JsonNode address =
        field == 0 || taken.at(field, 1).text(0).isEmpty()
            ? null
            : new AddressConverter().convert(taken.at(field, 1), draft);
    if (address == null) {
      draft.take(mark);
    } else {
      String path = "address[" + taken.segment().name() + "-" + field + "]";
      say(draft, key, one ? "address" : path, one ? address : draft.array().add(address), mark);
    }
  }

  /** The telephones that stand in a field of their own; setting {@code telecom}. */
  private static void telecom(Taken taken, int key, Draft draft) {
    int field = Durations.field(taken, "telecom");
    if (field == 0) {
      return;
    }
    int mark = draft.mark();
    ArrayNode all = draft.array();
    for (int i = 1; i <= taken.segment().repetitions(field); i++) {
      int before = draft.mark();
      JsonNode points = new ContactPointConverter().convert(taken.at(field, i), draft);
      if (points == null) {
        draft.take(before);
      } else {
        points.forEach(all::add);
      }
    }
    if (!all.isEmpty()) {
      say(draft, key, "telecom[" + taken.segment().name() + "-" + field + "]", all, mark);
    }
  }

  /** CWE of an organisation to a reference to it: its code in the sender's list, or its name. */
  static @Nullable JsonNode organizationCode(Taken taken, Draft draft) {
    boolean coded = !taken.text(1).isEmpty() && !taken.text(3).isEmpty();
    int namePart = taken.text(2).isEmpty() ? 1 : 2;
    if (taken.text(namePart).isEmpty()) {
      return null;
    }
    String uri = coded ? draft.systemUri(taken.text(3)) : null;
    ScopedIdentifier id =
        draft.feed().resolve(taken.text(coded ? 1 : namePart), coded ? taken.text(3) : "", "");
    String kind = coded ? "organization" : "organization-name";
    int key =
        draft
            .resources()
            .nameShared(
                "Organization", id.scope(), new BusinessKey(kind, id.authority(), id.value()));
    int mark = draft.mark();
    if (coded) {
      ObjectNode identifier = draft.object();
      draft.constant(identifier, "system", uri == null ? draft.feed().system(id) : uri);
      draft.put(identifier, "value", taken, 1);
      draft.use(taken, 3, 0);
      say(draft, key, "identifier[" + id.authority() + "]", draft.array().add(identifier), mark);
    }
    say(draft, key, "name", draft.leaf(taken.text(namePart), taken, namePart, 0), mark);
    if (coded) {
      otherCode(taken, key, draft);
    }
    address(taken, key, false, draft);
    return draft.reference(key);
  }

  /**
   * The organisation's code in another list (the alternate triplet of a CWE), and its name there.
   */
  private static void otherCode(Taken taken, int key, Draft draft) {
    if (!taken.text(4).isEmpty() && !taken.text(6).isEmpty()) {
      String uri = draft.systemUri(taken.text(6));
      ScopedIdentifier id = draft.feed().resolve(taken.text(4), taken.text(6), "");
      int mark = draft.mark();
      ObjectNode identifier = draft.object();
      draft.constant(identifier, "system", uri == null ? draft.feed().system(id) : uri);
      draft.put(identifier, "value", taken, 4);
      draft.use(taken, 6, 0);
      say(draft, key, "identifier[" + id.authority() + "]", draft.array().add(identifier), mark);
    }
    if (!taken.text(5).isEmpty()) {
      int mark = draft.mark();
      say(
          draft,
          key,
          "alias[CWE]",
          draft.array().add(draft.leaf(taken.text(5), taken, 5, 0)),
          mark);
    }
  }

  /** CX of an organisation to a reference to it, where there is no name. */
  static @Nullable JsonNode organizationNumber(Taken taken, Draft draft) {
    if (taken.value().isEmpty()) {
      return null;
    }
    ScopedIdentifier id = draft.feed().resolve(taken.value(), taken.text(4, 1), taken.text(4, 2));
    int key =
        draft
            .resources()
            .nameShared(
                "Organization",
                id.scope(),
                new BusinessKey("organization", id.authority(), id.value()));
    int mark = draft.mark();
    ObjectNode identifier = draft.object();
    draft.constant(identifier, "system", draft.feed().system(id));
    draft.put(identifier, "value", taken, 1);
    draft.use(taken, 4, 0);
    say(draft, key, "identifier[" + id.authority() + "]", draft.array().add(identifier), mark);
    return draft.reference(key);
  }

  /** PL to a reference to a Location: the most granular place, called by all its parts. */
  static @Nullable JsonNode location(Taken taken, Draft draft) {
    String name = locationName(taken);
    if (name.isEmpty()) {
      return null;
    }
    String facility = taken.subparts(4) > 1 ? taken.text(4, 1) : taken.text(4);
    ScopedIdentifier id = draft.feed().resolve(name, "", "");
    int key =
        draft
            .resources()
            .nameShared(
                "Location",
                draft.feed().healthSystem(),
                new BusinessKey("location", facility, id.value()));
    int mark = draft.mark();
    say(draft, key, "name", draft.leaf(name, taken, 0, 0), mark);
    mark = draft.mark();
    say(draft, key, "mode", draft.constant("instance"), mark);
    physicalType(taken, draft, key);
    address(taken, key, true, draft);
    return draft.reference(key);
  }

  /** Building, floor, ward, room, bed: {@code 4E 401 1}. */
  private static String locationName(Taken taken) {
    StringBuilder name = new StringBuilder();
    for (int part : new int[] {4, 7, 8, 1, 2, 3}) {
      String text = part == 4 && taken.subparts(4) > 1 ? taken.text(4, 1) : taken.text(part);
      if (!text.isEmpty()) {
        name.append(name.isEmpty() ? "" : " ").append(text);
      }
    }
    return name.isEmpty() ? taken.text(9) : name.toString();
  }

  private static void physicalType(Taken taken, Draft draft, int key) {
    String code =
        !taken.text(3).isEmpty()
            ? "bd"
            : !taken.text(2).isEmpty() ? "ro" : !taken.text(1).isEmpty() ? "wa" : "";
    if (code.isEmpty()) {
      return;
    }
    int mark = draft.mark();
    say(draft, key, "physicalType", draft.coding(PHYSICAL_TYPE, code).concept(), mark);
  }

  /** A name in a field of its own as a reference without a resource; a text is one, too. */
  static @Nullable ObjectNode called(Taken taken, Draft draft) {
    return display(taken, 1, draft);
  }

  private static void say(Draft draft, int key, String path, JsonNode value, int mark) {
    draft.resources().sayShared(key, new Slot(path, value, null, draft.take(mark)));
  }
}
