package dev.trestle.identity.match;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the comparison of two records says, without a value of either.
 *
 * @param posterior probability that they are one person
 * @param household probability that they are two people of one household
 * @param lines one for each field that both have
 * @param vetoes what speaks against it, whatever the probability
 * @param model version of the model
 * @param priorSame share of all pairs that are one person; 0 in evidence of older releases
 * @param priorHousehold share of all pairs of one household, as if all were of the kind that these
 *     two would be: with it the lines add up
 * @param held what keeps them from being linked by themselves, besides vetoes
 */
public record Assessment(
    double posterior,
    double household,
    List<Line> lines,
    List<String> vetoes,
    String model,
    double priorSame,
    double priorHousehold,
    List<String> held) {
  static final String ONE_HEALTH_SYSTEM = "one-health-system";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Assessment {
    lines = List.copyOf(lines);
    vetoes = List.copyOf(vetoes);
    held = List.copyOf(held);
  }

  /** Nothing was compared; something speaks against it. */
  public static Assessment against(String veto) {
    return new Assessment(0, 0, List.of(), List.of(veto), "", 0, 0, List.of());
  }

  /** The same of somebody who is asked for: no health system keeps two. */
  public Assessment ofNoHealthSystem() {
    return new Assessment(
        posterior,
        household,
        lines,
        vetoes,
        model,
        priorSame,
        priorHousehold,
        held.stream().filter(one -> !one.equals(ONE_HEALTH_SYSTEM)).toList());
  }

  /** Whether nothing of these two alone keeps them from being linked by themselves. */
  public boolean isAutomatic() {
    return vetoes.isEmpty() && held.isEmpty() && priorSame > 0;
  }

  /**
   * A field.
   *
   * @param field as in the model
   * @param level the first that holds
   * @param bits for the same person against a stranger; negative: against it
   * @param householdBits for the same person against two of the kind of household that these would
   *     be
   */
  public record Line(String field, String level, double bits, double householdBits) {}

  /** As JSON. */
  public byte[] bytes() {
    ObjectNode root = JSON.createObjectNode();
    root.put("posterior", posterior).put("household", household).put("model", model);
    root.put("priorSame", priorSame).put("priorHousehold", priorHousehold);
    var list = root.putArray("lines");
    for (Line line : lines) {
      list.addObject()
          .put("field", line.field())
          .put("level", line.level())
          .put("bits", line.bits())
          .put("household", line.householdBits());
    }
    ArrayNode against = root.putArray("vetoes");
    vetoes.forEach(against::add);
    ArrayNode open = root.putArray("held");
    held.forEach(open::add);
    return JSON.writeValueAsBytes(root);
  }

  /** Reads {@link #bytes}. */
  public static Assessment parse(byte[] bytes) {
    JsonNode root = JSON.readTree(bytes);
    List<Line> lines = new ArrayList<>();
    for (JsonNode line : root.path("lines")) {
      lines.add(
          new Line(
              line.path("field").asString(),
              line.path("level").asString(),
              line.path("bits").asDouble(),
              line.path("household").asDouble()));
    }
    return new Assessment(
        root.path("posterior").asDouble(),
        root.path("household").asDouble(),
        lines,
        texts(root.path("vetoes")),
        root.path("model").asString(),
        root.path("priorSame").asDouble(0),
        root.path("priorHousehold").asDouble(0),
        texts(root.path("held")));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asString()));
    return texts;
  }
}
