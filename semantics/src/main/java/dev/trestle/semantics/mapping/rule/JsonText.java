package dev.trestle.semantics.mapping.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON with the line of everything, every value as the text it is written as. Objects are {@code
 * Map<String, Property>}, lists {@code List<Property>}.
 */
final class JsonText {
  private final String layer;
  private final String file;

  JsonText(String layer, String file) {
    this.layer = layer;
    this.file = file;
  }

  /** The one value of the document. */
  Property read(String text) {
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw Mistakes.at(new Place(layer, file, 1), "the file is empty");
      }
      Property root = value(parser);
      if (parser.nextToken() != null) {
        throw Mistakes.at(place(parser), "something stands after the end of the JSON");
      }
      return root;
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw Mistakes.at(
          new Place(layer, file, line), "not readable as JSON: " + e.getOriginalMessage());
    }
  }

  private Property value(JsonParser parser) {
    Place place = place(parser);
    return switch (parser.currentToken()) {
      case START_OBJECT -> new Property(entries(parser), place);
      case START_ARRAY -> new Property(items(parser), place);
      default -> new Property(parser.getString(), place);
    };
  }

  private Map<String, Property> entries(JsonParser parser) {
    Map<String, Property> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Place place = place(parser);
      parser.nextToken();
      if (entries.put(name, value(parser)) != null) {
        throw Mistakes.at(place, "\"" + name + "\" is there twice");
      }
    }
    return entries;
  }

  private List<Property> items(JsonParser parser) {
    List<Property> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return items;
  }

  private Place place(JsonParser parser) {
    return new Place(layer, file, Math.max(1, parser.currentTokenLocation().getLineNr()));
  }
}
