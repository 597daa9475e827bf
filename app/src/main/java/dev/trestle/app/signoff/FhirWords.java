package dev.trestle.app.signoff;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Elements and values of FHIR R4 as people read them. What a value has beside its usual parts
 * follows in words: nothing is left out but the bytes of attachments that are no text. Pure.
 */
final class FhirWords {
  /** Characters of a text in an attachment that are shown. */
  private static final int TEXT_SHOWN = 20_000;

  private static final Set<String> CHOICES =
      Set.of(
          "value",
          "effective",
          "onset",
          "abatement",
          "deceased",
          "multipleBirth",
          "occurrence",
          "medication",
          "performed",
          "serviced",
          "asNeeded",
          "dose",
          "rate",
          "reported",
          "author",
          "defaultValue",
          "item",
          "timing");

  private static final Pattern TYPE =
      Pattern.compile(
          "(Quantity|CodeableConcept|Coding|Code|String|Boolean|Integer|PositiveInt|Decimal|Range"
              + "|Ratio|SampledData|Time|DateTime|Date|Instant|Period|Reference|Age|Timing"
              + "|Attachment|Identifier|Uri|Url|Money|Base64Binary|HumanName|Address)");

  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:.*");

  private static final Set<String> CONTACTS =
      Set.of("phone", "fax", "email", "pager", "url", "sms", "other");

  /** Code systems by the names that people call them. */
  private static final Map<String, String> SYSTEMS =
      Map.of(
          "http://loinc.org", "LOINC",
          "http://snomed.info/sct", "SNOMED CT",
          "http://unitsofmeasure.org", "UCUM",
          "http://hl7.org/fhir/sid/icd-10-cm", "ICD-10-CM",
          "http://hl7.org/fhir/sid/icd-10", "ICD-10",
          "http://hl7.org/fhir/sid/icd-9-cm", "ICD-9-CM",
          "http://hl7.org/fhir/sid/cvx", "CVX",
          "http://hl7.org/fhir/sid/ndc", "NDC",
          "http://www.nlm.nih.gov/research/umls/rxnorm", "RxNorm",
          "http://www.ama-assn.org/go/cpt", "CPT");

  private final Map<String, String> labels;

  /**
   * @param labels what to call resources that are referred to, by {@code Type/id}
   */
  FhirWords(Map<String, String> labels) {
    this.labels = Map.copyOf(labels);
  }

  /** {@code birthDate} is {@code Birth date}, {@code valueQuantity} is {@code Value}. */
  static String element(String name) {
    String plain = name;
    for (String choice : CHOICES) {
      if (name.startsWith(choice) && TYPE.matcher(name.substring(choice.length())).matches()) {
        plain = choice;
      }
    }
    String words = HUMP.matcher(plain).replaceAll(" ").toLowerCase(Locale.ROOT).replace('-', ' ');
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** The system of a code or number as people call it, or the last part of its address. */
  static String system(String uri) {
    String known = SYSTEMS.get(uri);
    if (known != null || uri.startsWith("urn:oid:")) {
      return known != null ? known : uri.substring("urn:oid:".length());
    }
    int cut = Math.max(uri.lastIndexOf('/'), uri.startsWith("urn:") ? uri.lastIndexOf(':') : -1);
    return cut >= 0 && cut < uri.length() - 1 ? uri.substring(cut + 1) : uri;
  }

  /** A value of any type; empty for nothing. */
  String value(@Nullable JsonNode node) {
    if (node == null) {
      return "";
    }
    if (node.isArray()) {
      return node.valueStream()
          .map(this::value)
          .filter(text -> !text.isEmpty())
          .collect(Collectors.joining("; "));
    }
    return node.isObject() ? object(new Parts(node)) : leaf(node);
  }

  /** A text, number, date or yes and no. */
  static String leaf(JsonNode node) {
    if (node.isBoolean()) {
      return node.booleanValue() ? "yes" : "no";
    }
    if (!node.isString()) {
      return node.isNull() ? "" : node.toString();
    }
    String text = node.stringValue();
    return TIME.matcher(text).matches() ? time(text) : text;
  }

  /** {@code 2026-03-02T08:15:00+01:00} with blanks, in the zone in which it was said. */
  private static String time(String text) {
    String spaced = text.replace('T', ' ');
    int zone = Math.max(spaced.indexOf('+'), spaced.lastIndexOf('-'));
    return zone > 10 ? spaced.substring(0, zone) + " " + spaced.substring(zone) : spaced;
  }

  /** What is left of an object while it is told. */
  private static final class Parts {
    private final Map<String, JsonNode> left = new LinkedHashMap<>();

    Parts(JsonNode node) {
      node.properties().forEach(each -> left.put(each.getKey(), each.getValue()));
    }

    boolean has(String... names) {
      for (String name : names) {
        if (left.containsKey(name)) {
          return true;
        }
      }
      return false;
    }

    boolean onlyOf(Set<String> names) {
      return names.containsAll(left.keySet());
    }

    /** A text that is told now; empty when there is none. */
    String text(String name) {
      JsonNode node = left.get(name);
      if (node == null || node.isContainer()) {
        return "";
      }
      left.remove(name);
      return leaf(node);
    }

    String peek(String name) {
      JsonNode node = left.get(name);
      return node == null || node.isContainer() ? "" : leaf(node);
    }

    @Nullable JsonNode take(String name) {
      return left.remove(name);
    }
  }

  private String object(Parts parts) {
    String head = head(parts);
    String rest =
        parts.left.entrySet().stream()
            .map(each -> rest(each.getKey(), each.getValue()))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "));
    if (head.isEmpty() || rest.isEmpty()) {
      return head + rest;
    }
    return head + " (" + rest + ")";
  }

  private String rest(String name, JsonNode value) {
    if (name.equals("extension") || name.equals("modifierExtension")) {
      return value(value);
    }
    String text =
        name.equals("system") && value.isString() ? system(value.stringValue()) : value(value);
    String element = name.startsWith("_") ? element(name.substring(1)) : element(name);
    return text.isEmpty() ? "" : element.toLowerCase(Locale.ROOT) + ": " + text;
  }

  private String head(Parts parts) {
    if (parts.has("url") && (parts.has("extension") || parts.onlyOf(extension(parts)))) {
      return extensionHead(parts);
    }
    if (parts.has("reference", "display") && !parts.has("code", "system", "contentType")) {
      return reference(parts);
    }
    if (parts.has("coding")) {
      return concept(parts);
    }
    if (parts.has("family", "given")) {
      return joined(
          " ",
          several(parts, "prefix"),
          several(parts, "given"),
          parts.text("family"),
          several(parts, "suffix"));
    }
    if (parts.has("line", "city", "postalCode", "state", "country")) {
      return joined(
          ", ",
          several(parts, "line"),
          parts.text("city"),
          parts.text("district"),
          parts.text("state"),
          parts.text("postalCode"),
          parts.text("country"));
    }
    if (parts.has("start", "end") && parts.onlyOf(Set.of("start", "end", "extension"))) {
      return joined(" ", before("from", parts.text("start")), before("to", parts.text("end")));
    }
    if (parts.has("low", "high") && !parts.has("text")) {
      return range(parts);
    }
    if (parts.has("numerator", "denominator")) {
      return value(parts.take("numerator")) + " : " + value(parts.take("denominator"));
    }
    if (parts.has("contentType", "data")) {
      return attachment(parts);
    }
    if (parts.has("value")) {
      return quantityOrNumber(parts);
    }
    if (parts.has("code") && parts.has("system", "display") && !parts.peek("code").isEmpty()) {
      return coding(parts);
    }
    return parts.text("text");
  }

  private static Set<String> extension(Parts parts) {
    return parts.left.keySet().stream()
        .filter(name -> name.equals("url") || name.startsWith("value") || name.startsWith("_value"))
        .collect(Collectors.toSet());
  }

  private String extensionHead(Parts parts) {
    String name = element(system(parts.text("url"))).toLowerCase(Locale.ROOT);
    List<String> values = new ArrayList<>();
    for (String key : List.copyOf(parts.left.keySet())) {
      values.add(value(parts.take(key)));
    }
    values.removeIf(String::isEmpty);
    return name + ": " + String.join("; ", values);
  }

  private String reference(Parts parts) {
    String to = parts.text("reference");
    String display = parts.text("display");
    if (to.isEmpty()) {
      return display;
    }
    int slash = to.indexOf('/');
    String type = element(slash < 0 ? to : to.substring(0, slash)).toLowerCase(Locale.ROOT);
    String label = labels.getOrDefault(to, type);
    return display.isEmpty() || label.contains(display) ? label : display + ", " + label;
  }

  private String concept(Parts parts) {
    String text = parts.text("text");
    JsonNode codings = parts.take("coding");
    List<String> said = new ArrayList<>();
    if (codings != null) {
      for (JsonNode each : codings) {
        Parts one = new Parts(each);
        if (one.peek("display").equals(text)) {
          one.take("display");
        }
        said.add(object(one));
      }
    }
    said.removeIf(String::isEmpty);
    String codes = String.join(", ", said);
    return text.isEmpty() || codes.isEmpty() ? text + codes : text + " " + codes;
  }

  private static String coding(Parts parts) {
    String display = parts.text("display");
    String code = parts.text("code");
    JsonNode system = parts.take("system");
    String named =
        system == null || !system.isString() ? code : system(system.stringValue()) + " " + code;
    return joined(" ", display, "[" + named + "]");
  }

  private String range(Parts parts) {
    String low = value(parts.take("low"));
    String high = value(parts.take("high"));
    if (low.isEmpty() || high.isEmpty()) {
      return low.isEmpty() ? "up to " + high : "from " + low;
    }
    return low + " to " + high;
  }

  /** Quantity, Identifier or ContactPoint: all have a value. */
  private static String quantityOrNumber(Parts parts) {
    if (CONTACTS.contains(parts.peek("system"))) {
      return joined(" ", parts.text("system"), parts.text("value"));
    }
    boolean quantity =
        parts.has("unit", "comparator")
            || parts.left.getOrDefault("value", parts.left.values().iterator().next()).isNumber();
    if (!quantity) {
      return parts.text("value");
    }
    String comparator = parts.text("comparator");
    String value = parts.text("value");
    String unit = parts.text("unit");
    String code = parts.text("code");
    JsonNode system = parts.take("system");
    String coded = code.isEmpty() || code.equals(unit) ? "" : code;
    String of = system == null || coded.isEmpty() ? "" : system(leaf(system));
    return joined(
        " ", comparator + value, unit, coded.isEmpty() ? "" : "[" + joined(" ", of, coded) + "]");
  }

  private static String attachment(Parts parts) {
    String type = parts.text("contentType");
    JsonNode data = parts.take("data");
    String title = parts.text("title");
    if (data == null || !data.isString()) {
      return joined(" ", title, type);
    }
    byte[] bytes = bytes(data.stringValue());
    if (!type.startsWith("text/")) {
      return joined(" ", title, type, String.format(Locale.ROOT, "%,d bytes", bytes.length));
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean cut = text.length() > TEXT_SHOWN;
    return joined(
        " ",
        title,
        type + ":\n" + (cut ? text.substring(0, TEXT_SHOWN) + "\n… it is longer" : text));
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      return base64.getBytes(StandardCharsets.UTF_8);
    }
  }

  private String several(Parts parts, String name) {
    JsonNode node = parts.take(name);
    return node == null
        ? ""
        : node.isArray()
            ? node.valueStream()
                .map(this::value)
                .collect(Collectors.joining(name.equals("line") ? ", " : " "))
            : value(node);
  }

  private static String before(String word, String text) {
    return text.isEmpty() ? "" : word + " " + text;
  }

  private static String joined(String between, String... texts) {
    return java.util.Arrays.stream(texts)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(between));
  }
}
