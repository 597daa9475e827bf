package dev.trestle.app.command;

import dev.trestle.app.guide.Citation;
import dev.trestle.app.guide.GuideChange;
import dev.trestle.app.guide.GuideCoverage;
import dev.trestle.app.guide.GuideRow;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was found of a guide, as lines or as JSON.
 *
 * @param coverage which rows are cited
 * @param changes since an older guide; null when there is none to compare with
 * @param others what was found of the tables that are no segment maps
 */
record GuideReport(
    GuideCoverage coverage, @Nullable List<GuideChange> changes, GuideKindsReport others) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  GuideReport {
    changes = changes == null ? null : List.copyOf(changes);
  }

  void print(PrintWriter out) {
    int rows = 0;
    int uncited = 0;
    int reviewed = 0;
    for (GuideCoverage.OfMap map : coverage.maps()) {
      long known = map.uncited().stream().filter(row -> !row.reviewed().isEmpty()).count();
      out.printf(
          "%s: %d of %d rows cited, by %d rules%n",
          map.map(), map.rows() - map.uncited().size(), map.rows(), map.rules());
      map.uncited().forEach(row -> out.println("  " + shown(row.row()) + note(row.reviewed())));
      rows += map.rows();
      uncited += map.uncited().size();
      reviewed += (int) known;
    }
    out.printf(
        "all: %d of %d rows cited; of the others a decision is known for %d, none for %d%n",
        rows - uncited, rows, reviewed, uncited - reviewed);
    out.printf("citations of rows that are not in the guide: %d%n", coverage.gone().size());
    for (Citation gone : coverage.gone()) {
      out.println("  " + gone.place() + " " + gone.rule() + ": " + gone.text());
    }
    if (changes != null) {
      out.printf("changed since the older guide: %d rows%n", changes.size());
      changes.forEach(change -> print(change, out));
    }
    others.print(out);
  }

  private static void print(GuideChange change, PrintWriter out) {
    out.println("  " + kind(change) + " " + change.row().map() + " " + shown(change.row()));
    change.differences().forEach(difference -> out.println("    " + difference));
    String rules = String.join(", ", change.rules());
    out.println("    " + (rules.isEmpty() ? "no rule cites it" : "cited by " + rules));
  }

  private static String kind(GuideChange change) {
    return change.kind().name().toLowerCase(Locale.ROOT);
  }

  private static String shown(GuideRow row) {
    String condition = row.facts().condition();
    String table = row.facts().table();
    return row.fieldName()
        + " "
        + row.target()
        + (condition.isEmpty() ? "" : " | " + condition)
        + (table.isEmpty() ? "" : " | table " + table);
  }

  private static String note(String reviewed) {
    return reviewed.isEmpty() ? "" : "   # " + reviewed;
  }

  String json() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode maps = root.putArray("maps");
    for (GuideCoverage.OfMap map : coverage.maps()) {
      ObjectNode node = maps.addObject();
      node.put("map", map.map());
      node.put("rows", map.rows());
      node.put("cited", map.rows() - map.uncited().size());
      node.put("rules", map.rules());
      ArrayNode uncited = node.putArray("uncited");
      for (GuideCoverage.Uncited one : map.uncited()) {
        ObjectNode row = uncited.addObject();
        row(one.row(), row);
        if (!one.reviewed().isEmpty()) {
          row.put("reviewed", one.reviewed());
        }
      }
    }
    ArrayNode gone = root.putArray("gone");
    for (Citation citation : coverage.gone()) {
      ObjectNode node = gone.addObject();
      node.put("rule", citation.rule());
      node.put("place", citation.place().toString());
      node.put("row", citation.text());
    }
    if (changes != null) {
      ArrayNode changed = root.putArray("changes");
      for (GuideChange change : changes) {
        ObjectNode node = changed.addObject();
        node.put("kind", kind(change));
        node.put("map", change.row().map());
        row(change.row(), node);
        change.differences().forEach(node.putArray("differences")::add);
        change.rules().forEach(node.putArray("rules")::add);
      }
    }
    others.json(root);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private static void row(GuideRow row, ObjectNode node) {
    node.put("field", row.fieldName());
    node.put("target", row.target());
    node.put("condition", row.facts().condition());
    node.put("table", row.facts().table());
    node.put("fingerprint", row.fingerprint());
  }
}
