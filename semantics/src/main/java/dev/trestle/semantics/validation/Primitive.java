package dev.trestle.semantics.validation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The primitive types of FHIR R4 (§2.24.0.1): how they stand in JSON, and the form of the text. */
enum Primitive {
  BOOLEAN("boolean", Json.BOOLEAN),
  INTEGER("integer", Json.NUMBER),
  UNSIGNED_INT("unsignedInt", Json.NUMBER),
  POSITIVE_INT("positiveInt", Json.NUMBER),
  DECIMAL("decimal", Json.NUMBER),
  STRING("string", Json.TEXT),
  MARKDOWN("markdown", Json.TEXT),
  XHTML("xhtml", Json.TEXT),
  CODE("code", Json.TEXT),
  ID("id", Json.TEXT),
  URI("uri", Json.TEXT),
  URL("url", Json.TEXT),
  CANONICAL("canonical", Json.TEXT),
  OID("oid", Json.TEXT),
  UUID("uuid", Json.TEXT),
  BASE64_BINARY("base64Binary", Json.TEXT),
  DATE("date", Json.TEXT),
  DATE_TIME("dateTime", Json.TEXT),
  INSTANT("instant", Json.TEXT),
  TIME("time", Json.TEXT);

  private static final Map<String, Primitive> BY_NAME = new HashMap<>();

  static {
    for (Primitive primitive : values()) {
      BY_NAME.put(primitive.typeName, primitive);
    }
  }

  private final String typeName;
  private final Json json;

  private enum Json {
    TEXT,
    NUMBER,
    BOOLEAN
  }

  Primitive(String typeName, Json json) {
    this.typeName = typeName;
    this.json = json;
  }

  /** The primitive of that name; null when the type has parts. */
  static @Nullable Primitive of(String typeName) {
    return BY_NAME.get(typeName);
  }

  String typeName() {
    return typeName;
  }

  /** Whether it is the JSON type of this primitive. */
  boolean isOfJsonType(JsonNode value) {
    return switch (json) {
      case TEXT -> value.isString();
      case NUMBER -> value.isNumber();
      case BOOLEAN -> value.isBoolean();
    };
  }

  boolean isText() {
    return json == Json.TEXT;
  }

  /** What JSON it should be: for people. */
  String jsonType() {
    return switch (json) {
      case TEXT -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
    };
  }

  /** Whether the value, which is of the right JSON type, has the form. */
  boolean hasForm(JsonNode value) {
    return switch (json) {
      case TEXT -> !value.stringValue().isEmpty() && hasForm(value.stringValue());
      case NUMBER -> this == DECIMAL || hasForm(value.asString());
      case BOOLEAN -> true;
    };
  }

  /** Whether a text that is not empty has the form. */
  boolean hasForm(String text) {
    return switch (this) {
      case BOOLEAN, DECIMAL, STRING, MARKDOWN, XHTML -> true;
      case INTEGER -> isInteger(text, Integer.MIN_VALUE);
      case UNSIGNED_INT -> isInteger(text, 0);
      case POSITIVE_INT -> isInteger(text, 1);
      case CODE -> TextForms.isCode(text);
      case ID -> TextForms.isId(text);
      case URI, URL, CANONICAL -> TextForms.isUri(text);
      case OID -> TextForms.isOid(text);
      case UUID -> TextForms.isUuid(text);
      case BASE64_BINARY -> TextForms.isBase64(text);
      case DATE -> DateForms.isDate(text);
      case DATE_TIME -> DateForms.isDateTime(text);
      case INSTANT -> DateForms.isInstant(text);
      case TIME -> DateForms.isTime(text);
    };
  }

  private static boolean isInteger(String text, int smallest) {
    try {
      return Integer.parseInt(text) >= smallest;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
