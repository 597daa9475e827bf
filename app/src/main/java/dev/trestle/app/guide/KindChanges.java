package dev.trestle.app.guide;

import dev.trestle.app.guide.GuideUses.Uses;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a newer guide says otherwise in the tables of a kind that are no segment maps.
 *
 * @param kind of the tables
 * @param missing why they are not compared, as {@code only in the newer guide}; empty when they are
 * @param maps that are not the same
 */
public record KindChanges(GuideKind kind, String missing, List<OfMap> maps) {
  public KindChanges {
    maps = List.copyOf(maps);
  }

  /**
   * The changes of a map.
   *
   * @param map as {@code CX[Identifier]}, {@code ADT_A01}, {@code AddressType[Use]}
   * @param rows that are new, gone or another
   * @param users rows of segment maps that come to it, as a rule cites them
   * @param through data type maps between them and it
   * @param rules that cite one of these rows
   * @param messageType of a message map, as {@code ADT^A01}; empty else
   * @param known whether the base has this message
   */
  public record OfMap(
      String map,
      List<RowChange<GuideLine>> rows,
      List<String> users,
      List<String> through,
      List<String> rules,
      String messageType,
      boolean known) {
    public OfMap {
      rows = List.copyOf(rows);
      users = List.copyOf(users);
      through = List.copyOf(through);
      rules = List.copyOf(rules);
    }
  }

  /** How many rows are not the same. */
  public int count() {
    return maps.stream().mapToInt(map -> map.rows().size()).sum();
  }

  /**
   * Compares all kinds of tables beside the segment maps. A kind that only one of the guides has is
   * not compared: every row would look new or gone.
   */
  public static List<KindChanges> between(Guide older, Guide newer, EffectiveMapping mapping) {
    GuideUses uses = new GuideUses(List.of(newer, older), Citation.of(mapping));
    List<KindChanges> kinds = new ArrayList<>();
    for (GuideKind kind : Guide.OTHERS) {
      String missing = missing(older.others().containsKey(kind), newer.others().containsKey(kind));
      TreeMap<String, List<RowChange<GuideLine>>> maps = new TreeMap<>();
      if (missing.isEmpty()) {
        GuideComparison.between(older.others(kind), newer.others(kind))
            .forEach(
                change ->
                    maps.computeIfAbsent(change.row().map(), first -> new ArrayList<>())
                        .add(change));
      }
      List<OfMap> changed = new ArrayList<>();
      maps.forEach((map, rows) -> changed.add(ofMap(kind, map, rows, uses, mapping)));
      kinds.add(new KindChanges(kind, missing, changed));
    }
    return kinds;
  }

  private static String missing(boolean older, boolean newer) {
    if (older == newer) {
      return older ? "" : "in neither folder";
    }
    return newer ? "only in the newer guide" : "only in the older guide";
  }

  private static OfMap ofMap(
      GuideKind kind,
      String map,
      List<RowChange<GuideLine>> rows,
      GuideUses uses,
      EffectiveMapping mapping) {
    Uses used = uses.of(kind, map);
    String message = kind == GuideKind.MESSAGES ? map.replace('_', '^') : "";
    Property messages = mapping.messages().get("messages");
    boolean known =
        messages != null
            && messages.value() instanceof Map<?, ?> entries
            && entries.containsKey(message);
    return new OfMap(map, rows, used.rows(), used.through(), used.rules(), message, known);
  }
}
