package dev.trestle.app.command;

import dev.trestle.app.guide.Guide;
import dev.trestle.app.guide.GuideEntry;
import dev.trestle.app.guide.GuideKind;
import dev.trestle.app.guide.GuideLine;
import dev.trestle.app.guide.KindChanges;
import dev.trestle.app.guide.RowChange;
import dev.trestle.app.guide.TableCoverage;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was found of the tables of a guide that are no segment maps, as lines or as JSON.
 *
 * @param guide that is looked at
 * @param tables vocabulary maps beside the tables of the base
 * @param changes since an older guide; null when there is none to compare with
 */
record GuideKindsReport(
    Guide guide, List<TableCoverage> tables, @Nullable List<KindChanges> changes) {
  GuideKindsReport {
    tables = List.copyOf(tables);
    changes = changes == null ? null : List.copyOf(changes);
  }

  void print(PrintWriter out) {
    for (GuideKind kind : Guide.OTHERS) {
      out.println(
          guide.others().containsKey(kind)
              ? String.format("%s: %d maps, %d rows", kind.words(), maps(kind), rows(kind))
              : kind.words() + ": not in this folder");
    }
    if (guide.others().containsKey(GuideKind.VOCABULARY)) {
      tables(out);
    }
    if (changes != null) {
      changes.forEach(kind -> print(kind, out));
    }
  }

  private void tables(PrintWriter out) {
    TreeSet<String> without = new TreeSet<>(guide.others(GuideKind.VOCABULARY).keySet());
    tables.forEach(table -> without.remove(table.map()));
    out.printf(
        "vocabulary maps with a table of the base: %d%n",
        maps(GuideKind.VOCABULARY) - without.size());
    for (TableCoverage table : tables) {
      int same = table.codes() - table.differences().size();
      out.printf(
          "  %s: %d of %d codes are so in %s%n", table.map(), same, table.codes(), table.table());
      for (TableCoverage.Difference one : table.differences()) {
        String here = one.known() ? "here " + orNothing(one.here()) : "not here";
        out.println("    " + one.code() + ": " + orNothing(one.guide()) + ", " + here);
      }
    }
    out.println("without: " + (without.isEmpty() ? "none" : String.join(", ", without)));
  }

  private static String orNothing(String said) {
    return said.isEmpty() ? "nothing said" : said;
  }

  private static void print(KindChanges changes, PrintWriter out) {
    String words = changes.kind().words();
    if (!changes.missing().isEmpty()) {
      out.println(words + ": not compared, " + changes.missing());
      return;
    }
    out.printf(
        "%s changed since the older guide: %d rows in %d maps%n",
        words, changes.count(), changes.maps().size());
    for (KindChanges.OfMap map : changes.maps()) {
      out.println("  " + map.map());
      for (RowChange<GuideLine> change : map.rows()) {
        out.println("    " + kind(change) + " " + shown(change.row()));
        change.differences().forEach(difference -> out.println("      " + difference));
      }
      if (!map.messageType().isEmpty()) {
        out.println("    the base has " + (map.known() ? "" : "no ") + map.messageType());
      } else {
        uses(map, out);
      }
    }
  }

  private static void uses(KindChanges.OfMap map, PrintWriter out) {
    if (!map.through().isEmpty()) {
      out.println("    part of " + String.join(", ", map.through()));
    }
    String users = String.join(", ", map.users());
    String rules = String.join(", ", map.rules());
    out.println("    " + (users.isEmpty() ? "no segment map uses it" : "used by " + users));
    if (!users.isEmpty()) {
      out.println("    " + (rules.isEmpty() ? "no rule cites one" : "cited by " + rules));
    }
  }

  /** Adds what was found: each kind with its size, and what changed. */
  void json(ObjectNode root) {
    ArrayNode kinds = root.putArray("kinds");
    for (GuideKind kind : Guide.OTHERS) {
      ObjectNode node = kinds.addObject();
      node.put("kind", kind.words());
      node.put("present", guide.others().containsKey(kind));
      node.put("maps", maps(kind));
      node.put("rows", rows(kind));
      if (kind == GuideKind.VOCABULARY) {
        tables(node.putArray("tables"));
      }
      if (changes != null) {
        changes.stream().filter(one -> one.kind() == kind).forEach(one -> json(one, node));
      }
    }
  }

  private void tables(ArrayNode all) {
    for (TableCoverage table : tables) {
      ObjectNode node = all.addObject();
      node.put("map", table.map());
      node.put("table", table.table());
      node.put("codes", table.codes());
      ArrayNode differences = node.putArray("differences");
      for (TableCoverage.Difference one : table.differences()) {
        ObjectNode difference = differences.addObject();
        difference.put("code", one.code());
        difference.put("guide", one.guide());
        difference.put("known", one.known());
        difference.put("here", one.here());
      }
    }
  }

  private static void json(KindChanges changes, ObjectNode node) {
    node.put("compared", changes.missing().isEmpty());
    if (!changes.missing().isEmpty()) {
      node.put("why", changes.missing());
    }
    ArrayNode changed = node.putArray("changed");
    for (KindChanges.OfMap map : changes.maps()) {
      ObjectNode one = changed.addObject();
      one.put("map", map.map());
      ArrayNode rows = one.putArray("changes");
      for (RowChange<GuideLine> change : map.rows()) {
        ObjectNode row = rows.addObject();
        row.put("kind", kind(change));
        row.put("at", change.row().at());
        ObjectNode facts = row.putObject("facts");
        change.row().said().forEach(said -> facts.put(said.name(), said.stated()));
        change.differences().forEach(row.putArray("differences")::add);
      }
      if (map.messageType().isEmpty()) {
        map.through().forEach(one.putArray("partOf")::add);
        map.users().forEach(one.putArray("usedBy")::add);
        map.rules().forEach(one.putArray("rules")::add);
      } else {
        one.put("message", map.messageType());
        one.put("inBase", map.known());
      }
    }
  }

  private int maps(GuideKind kind) {
    return guide.others(kind).size();
  }

  private int rows(GuideKind kind) {
    return guide.others(kind).values().stream().mapToInt(List::size).sum();
  }

  private static String kind(RowChange<GuideLine> change) {
    return change.kind().name().toLowerCase(Locale.ROOT);
  }

  /** {@code CX.1 value | IF …}; a fact that is not said is left out. */
  private static String shown(GuideLine row) {
    StringBuilder shown = new StringBuilder(row.at());
    boolean inPlace = row.at().equals("→ " + row.target());
    shown.append(row.target().isEmpty() || inPlace ? "" : " " + row.target());
    for (GuideEntry.Said said : row.said().subList(1, row.said().size())) {
      if (!said.stated().isEmpty()) {
        boolean condition = said.name().equals(GuideEntry.CONDITION);
        shown.append(" | ").append(condition ? "" : said.name() + " ").append(said.stated());
      }
    }
    return shown.toString();
  }
}
