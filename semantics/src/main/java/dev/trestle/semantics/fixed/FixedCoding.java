package dev.trestle.semantics.fixed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A Coding of a mapping or a code table, and the CodeableConcept that says it alone. */
public final class FixedCoding extends FixedObject {
  private static final long serialVersionUID = 1;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Of all mappings together; there are 6,000 codes in tables of HL7 v2. */
  private static final int MOST_SAID = 16_384;

  private static final Map<Said, FixedCoding> SAID = new ConcurrentHashMap<>();

  @SuppressWarnings("serial") // a node is written as its JSON
  private final FixedObject concept = concept(List.of(this));

  @SuppressWarnings("serial") // a node is written as its JSON
  private volatile @Nullable Pair pair;

  /** A concept that says this and another. */
  private record Pair(FixedCoding second, FixedObject concept) {}

  private record Said(String system, String code) {}

  private FixedCoding(Map<String, JsonNode> properties) {
    super(properties);
  }

  private static FixedObject concept(List<JsonNode> codings) {
    return new FixedObject(Map.of("coding", new FixedArray(codings)));
  }

  /**
   * A Coding.
   *
   * @param system its address, or empty for none
   * @param display or empty for none
   */
  public static FixedCoding of(String system, String code, String display) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    if (!system.isEmpty()) {
      properties.put("system", JSON.stringNode(system));
    }
    properties.put("code", JSON.stringNode(code));
    if (!display.isEmpty()) {
      properties.put("display", JSON.stringNode(display));
    }
    return new FixedCoding(properties);
  }

  /** The same object for the same words of a mapping, which must have nothing of a message. */
  public static FixedCoding said(String system, String code) {
    Said words = new Said(system, code);
    FixedCoding known = SAID.get(words);
    if (known == null) {
      known = of(system, code, "");
      if (SAID.size() < MOST_SAID) {
        SAID.put(words, known);
      }
    }
    return known;
  }

  /** A CodeableConcept of this Coding and nothing else. */
  public FixedObject concept() {
    return concept;
  }

  /** A CodeableConcept of this Coding, another and nothing else; that of the last one is kept. */
  public FixedObject concept(FixedCoding second) {
    Pair known = pair;
    if (known == null || !known.second().equals(second)) {
      known = new Pair(second, concept(List.of(this, second)));
      pair = known;
    }
    return known.concept();
  }
}
