package dev.trestle.identity.offline;

import dev.trestle.identity.measure.Accuracy;
import dev.trestle.identity.measure.Calibration;
import dev.trestle.identity.measure.KeyRecall;
import dev.trestle.identity.model.HouseholdKind;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.people.People;
import dev.trestle.identity.score.Pairing;
import dev.trestle.identity.score.Scorer;
import dev.trestle.identity.score.Shares;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a linking did, as JSON: counts, fitted parameters and, where the truth is known, how good it
 * is. Holds no value of anybody.
 */
public final class LinkReport {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final double ROUNDING = 1e6;

  private LinkReport() {}

  /**
   * How good a linking is.
   *
   * @param accuracy of the entities
   * @param calibration of the pairs that were scored
   * @param keys what the blocking keys find
   */
  public record Measured(Accuracy accuracy, Calibration calibration, KeyRecall keys) {}

  /** Measures a linking by the truth of each record. */
  public static Measured measure(Linked linked, int[] truth) {
    Calibration calibration = new Calibration();
    Scorer scorer = linked.scorer();
    linked
        .blocks()
        .pieces(
            piece -> {
              Calibration some = new Calibration();
              Pairing pairing = scorer.pairing();
              piece.each(
                  (a, b, several) -> {
                    if (truth[a] != Accuracy.UNKNOWN && truth[b] != Accuracy.UNKNOWN) {
                      some.add(scorer.score(a, b, pairing).same(), truth[a] == truth[b]);
                    }
                  });
              return some;
            },
            calibration::add);
    return new Measured(
        Accuracy.of(linked.entities(), truth), calibration, KeyRecall.of(linked.blocks(), truth));
  }

  /** The report. */
  public static String json(
      Linked linked,
      LinkModel model,
      double seconds,
      List<String> findings,
      Optional<Measured> measured) {
    ObjectNode root = JSON.createObjectNode();
    root.put("model", model.version())
        .put("records", linked.table().size())
        .put("entities", entities(linked.entities()))
        .put("seconds", round(seconds));
    root.putObject("pairs")
        .put("compared", linked.scored().pairs())
        .put("automatic", linked.scored().automatic())
        .put("review", linked.scored().review())
        .put("household", linked.scored().household())
        .put("leftOutOfCrowdedKeys", linked.blocks().leftOut());
    var warnings = root.putArray("findings");
    findings.forEach(warnings::add);
    measured.ifPresent(known -> measured(known, root.putObject("truth")));
    parameters(linked.scorer().shares(), model, linked.table(), root.putObject("parameters"));
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  /** How many entities there are. */
  public static int entities(int[] entities) {
    int count = 0;
    for (int record = 0; record < entities.length; record++) {
      count += entities[record] == record ? 1 : 0;
    }
    return count;
  }

  private static void measured(Measured known, ObjectNode node) {
    Accuracy accuracy = known.accuracy();
    node.put("records", accuracy.records())
        .put("people", accuracy.people())
        .put("pairs", accuracy.truePairs())
        .put("precision", round(accuracy.precision()))
        .put("recall", round(accuracy.recall()))
        .put("f1", round(accuracy.f1()))
        .put("bcubedPrecision", round(accuracy.bcubedPrecision()))
        .put("bcubedRecall", round(accuracy.bcubedRecall()))
        .put("bcubedF1", round(accuracy.bcubedF1()))
        .put("mixedEntities", round(accuracy.mixedShare()))
        .put("calibrationError", round(known.calibration().error()));
    var bands = node.putArray("calibration");
    for (Calibration.Band band : known.calibration().bands()) {
      bands
          .addObject()
          .put("from", band.from())
          .put("pairs", band.pairs())
          .put("probability", round(band.mean()))
          .put("same", round(band.share()));
    }
    ObjectNode blocking = node.putObject("blockingRecall");
    blocking.put("all", round(known.keys().recall()));
    double pairs = Math.max(1, known.keys().pairs());
    known.keys().byKey().forEach((kind, found) -> blocking.put(kind.word(), round(found / pairs)));
  }

  private static void parameters(Shares shares, LinkModel model, People table, ObjectNode node) {
    List<HouseholdKind> kinds = model.households();
    node.put("priorSame", shares.priorSame()).put("priorHousehold", shares.priorHousehold());
    ObjectNode households = node.putObject("priorHouseholds");
    for (int kind = 0; kind < kinds.size(); kind++) {
      households.put(kinds.get(kind).name(), shares.priorHouseholds()[kind]);
    }
    ObjectNode fields = node.putObject("fields");
    for (int field = 0; field < table.fieldCount(); field++) {
      ObjectNode levels = fields.putObject(table.fieldName(field));
      List<String> names = table.field(field).levels();
      for (int level = 0; level < names.size(); level++) {
        ObjectNode one = levels.putObject(names.get(level));
        one.put("m", shares.same()[field][level]).put("u", shares.other()[field][level]);
        ObjectNode ofKind = one.putObject("h");
        for (int kind = 0; kind < kinds.size(); kind++) {
          ofKind.put(kinds.get(kind).name(), shares.households()[kind][field][level]);
        }
      }
    }
  }

  private static double round(double number) {
    return Math.round(number * ROUNDING) / ROUNDING;
  }
}
