package dev.trestle.semantics.mapping.convert;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OBX-5 of type ED or RP as Attachments in the extension that R4 has for them: base64 data without
 * the blanks of wrapped lines, text and hexadecimal data encoded anew, a pointer as a URL. What is
 * none of them is a finding and stays in the message.
 */
final class Attachments {
  private static final String VALUE_IN_R5 =
      "http://hl7.org/fhir/5.0/StructureDefinition/extension-Observation.value";
  private static final int VALUE = 5;

  /** The letters of base64 (RFC 4648 §4), by their codes. */
  private static final boolean[] BASE64 = new boolean[128];

  static {
    for (char c :
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".toCharArray()) {
      BASE64[c] = true;
    }
  }

  private Attachments() {}

  /** All repetitions of a value of type ED or RP; null when none of them has content. */
  static @Nullable ArrayNode extensions(String type, Taken taken, Draft draft) {
    ArrayNode attachments = draft.array();
    for (int i = 1; i <= taken.segment().repetitions(VALUE); i++) {
      Taken value = taken.at(VALUE, i);
      int mark = draft.mark();
      ObjectNode extension = draft.object();
      draft.constant(extension, "url", VALUE_IN_R5);
      ObjectNode attachment = of(type, value, draft);
      if (attachment == null) {
        draft.take(mark);
      } else {
        extension.set("valueAttachment", attachment);
        attachments.add(extension);
      }
    }
    return attachments.isEmpty() ? null : attachments;
  }

  /** The Attachment of a value of type ED or RP; null for others, and when it has none. */
  static @Nullable ObjectNode of(String type, Taken value, Draft draft) {
    return switch (type) {
      case "ED" -> encapsulated(value, draft);
      case "RP" -> pointer(value, draft);
      default -> null;
    };
  }

  /** ED: source^type^subtype^encoding^data. */
  private static @Nullable ObjectNode encapsulated(Taken value, Draft draft) {
    String data = data(value);
    if (data.isEmpty()) {
      return null;
    }
    if (!isBase64(data)) {
      draft.warn(ProblemCode.VALUE_INVALID, value.location(5), "The data is not Base64.");
      return null;
    }
    ObjectNode attachment = contentType(value, draft);
    draft.put(attachment, "data", data, value, 5);
    draft.use(value, 1, 0);
    draft.use(value, 4, 0);
    return attachment;
  }

  /** RP: pointer^application^type^subtype. */
  private static @Nullable ObjectNode pointer(Taken value, Draft draft) {
    if (value.text(1).isEmpty()) {
      return null;
    }
    ObjectNode attachment = draft.object();
    draft.put(attachment, "url", value, 1);
    return attachment;
  }

  private static ObjectNode contentType(Taken value, Draft draft) {
    ObjectNode attachment = draft.object();
    CodeTable.Target known = draft.find("0291-content-type", value.text(3));
    if (known != null) {
      draft.put(attachment, "contentType", known.code(), value, 3);
      draft.use(value, 2, 0);
    }
    return attachment;
  }

  /**
   * The data as base64, by its encoding (table 0299). Words of four letters look like base64, and
   * so do hexadecimal digits: what is called text or hexadecimal is encoded anew. Some call base64
   * of a PDF `A`, so that of data that is no text its look decides.
   */
  private static String data(Taken value) {
    String encoding = value.text(4).strip();
    String data = withoutBlanks(value.text(5));
    if (encoding.equalsIgnoreCase("A") && (isText(value) || !isBase64(data))) {
      return encoded(value.text(5).getBytes(StandardCharsets.UTF_8));
    }
    if (encoding.equalsIgnoreCase("Hex") && isHexadecimal(data)) {
      return encoded(HexFormat.of().parseHex(data));
    }
    return data;
  }

  private static String encoded(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** By the type of data (table 0191). */
  private static boolean isText(Taken value) {
    String type = value.text(2).strip();
    return type.equalsIgnoreCase("text")
        || type.equalsIgnoreCase("TX")
        || type.equalsIgnoreCase("FT");
  }

  private static boolean isHexadecimal(String data) {
    return data.length() % 2 == 0 && data.chars().allMatch(HexFormat::isHexDigit);
  }

  /** The text itself when it has none: a document is large. */
  private static String withoutBlanks(String text) {
    int length = text.length();
    int blank = 0;
    while (blank < length && !Character.isWhitespace(text.charAt(blank))) {
      blank++;
    }
    if (blank == length) {
      return text;
    }
    StringBuilder data = new StringBuilder(length).append(text, 0, blank);
    for (int i = blank; i < length; i++) {
      char c = text.charAt(i);
      if (!Character.isWhitespace(c)) {
        data.append(c);
      }
    }
    return data.toString();
  }

  private static boolean isBase64(String data) {
    int end = data.length();
    while (end > 0 && data.charAt(end - 1) == '=') {
      end--;
    }
    for (int i = 0; i < end; i++) {
      char c = data.charAt(i);
      if (c >= BASE64.length || !BASE64[c]) {
        return false;
      }
    }
    return data.length() % 4 == 0;
  }
}
