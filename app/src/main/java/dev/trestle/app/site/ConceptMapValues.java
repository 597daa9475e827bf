package dev.trestle.app.site;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The values of a table in JSON, each with where it stands; codes are told apart by themselves. */
final class ConceptMapValues {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ConceptMapValues() {}

  static void add(SiteText text, Map<String, String> values) {
    try {
      add(text.path() + " ", JSON.readTree(text.text()), values);
    } catch (JacksonException notReadable) {
      values.put(text.path(), "a file of " + text.text().length() + " characters");
    }
  }

  private static void add(String where, JsonNode node, Map<String, String> values) {
    if (node.isObject()) {
      String dot = where.endsWith(" ") ? "" : ".";
      node.properties()
          .forEach(entry -> add(where + dot + entry.getKey(), entry.getValue(), values));
    } else if (node.isArray()) {
      int number = 1;
      for (JsonNode item : node) {
        String code = item.path("code").asString("");
        add(where + "[" + (code.isEmpty() ? number : code) + "]", item, values);
        number++;
      }
    } else {
      values.put(where, node.asString());
    }
  }
}
