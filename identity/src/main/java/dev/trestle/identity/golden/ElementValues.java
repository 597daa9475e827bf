package dev.trestle.identity.golden;

import dev.trestle.identity.standard.FullName;
import dev.trestle.identity.standard.Latin;
import dev.trestle.identity.standard.Placeholders;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes the values of an element out of a record, and tells which say the same. */
final class ElementValues {
  private static final String SSN = "http://hl7.org/fhir/sid/us-ssn";

  private final Placeholders placeholders;

  ElementValues(Placeholders placeholders) {
    this.placeholders = placeholders;
  }

  List<Value> of(String element, Keep keep, SourceRecord record, int place) {
    JsonNode items = record.patient().path(element);
    return items.isArray()
        ? items(element, keep, record, place, items)
        : single(element, record, place);
  }

  private List<Value> items(
      String element, Keep keep, SourceRecord record, int place, JsonNode items) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      JsonNode item = items.get(i);
      String same = same(element, item);
      String slot =
          switch (keep) {
            case ONE -> "";
            case ONE_PER_USE -> use(element, item);
            case ALL -> same;
          };
      Said said = record.said(element + "[" + i + "]");
      boolean verified = record.verified().is(element, same);
      values.add(
          new Value(record, place, slot, same, item, said, isKnown(element, item), verified));
    }
    return values;
  }

  private static String use(String element, JsonNode item) {
    return item.path(element.equals("extension") ? "url" : "use").asString("");
  }

  /** The element with what hangs on it ({@code _birthDate}), in the type that it has. */
  private List<Value> single(String element, SourceRecord record, int place) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    Said said = Said.UNTOLD;
    for (var property : record.patient().properties()) {
      String name = property.getKey();
      String bare = name.startsWith("_") ? name.substring(1) : name;
      if (bare.equals(element) || isChoice(element, bare)) {
        value.set(name, property.getValue());
        Said here = record.said(name);
        said = here.compareTo(said) > 0 ? here : said;
      }
    }
    if (value.isEmpty()) {
      return List.of();
    }
    String same = text(value);
    boolean verified = record.verified().is(element, same);
    return List.of(
        new Value(record, place, "", same, value, said, isKnown(element, value), verified));
  }

  /** {@code deceasedBoolean} and {@code deceasedDateTime} are one element. */
  private static boolean isChoice(String element, String property) {
    return (element.equals("deceased") || element.equals("multipleBirth"))
        && property.startsWith(element);
  }

  private static String same(String element, JsonNode item) {
    return switch (element) {
      case "identifier" -> item.path("system").asString("") + "|" + item.path("value").asString("");
      case "name" -> Latin.capitals(item.path("family").asString("") + "|" + line(item, "given"));
      case "telecom" -> telecom(item);
      case "address" -> address(item);
      case "communication" -> text(item.path("language"));
      case "generalPractitioner" -> item.path("reference").asString(text(item));
      default -> text(item);
    };
  }

  private static String telecom(JsonNode item) {
    String system = item.path("system").asString("");
    String value = item.path("value").asString("");
    String digits = Latin.digits(value);
    boolean number = !system.equals("email") && !system.equals("url") && !digits.isEmpty();
    return system + "|" + (number ? digits : Latin.capitals(value));
  }

  private static String address(JsonNode item) {
    StringBuilder text = new StringBuilder(line(item, "line"));
    for (String part : List.of("city", "state", "postalCode", "country")) {
      text.append('|').append(item.path(part).asString(""));
    }
    return Latin.capitals(text.toString());
  }

  private static String line(JsonNode item, String list) {
    StringBuilder line = new StringBuilder();
    item.path(list).forEach(part -> line.append(part.asString("")).append(' '));
    return line.toString().strip();
  }

  private boolean isKnown(String element, JsonNode value) {
    return switch (element) {
      case "name" ->
          !placeholders.isName(
              FullName.of(value.path("family").asString(""), line(value, "given"), ""));
      case "birthDate" -> !placeholders.isUnknownDate(value.path("birthDate").asString(""));
      case "gender" -> !value.path("gender").asString("").equals("unknown");
      case "identifier" ->
          !value.path("system").asString("").equals(SSN)
              || placeholders.isNumber(Latin.digits(value.path("value").asString("")));
      default -> true;
    };
  }

  /** One text for one content, whatever the order of its properties. */
  private static String text(JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, String> properties = new TreeMap<>();
      node.properties().forEach(one -> properties.put(one.getKey(), text(one.getValue())));
      return properties.toString();
    }
    if (node.isArray()) {
      List<String> items = new ArrayList<>();
      node.forEach(item -> items.add(text(item)));
      return items.toString();
    }
    return node.toString();
  }
}
