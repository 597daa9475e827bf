package dev.trestle.app.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the table of a message: which map runs for which segment, and what it refers to. */
final class MessageTable {
  private static final String TARGET = "primary target";
  private static final String SEGMENT_MAP = "segment map";
  private static final String REFERENCES = "references";

  private MessageTable() {}

  /** The rows that make something. What is wrong with the text is added to the problems. */
  static List<GuideLine> read(String map, List<GuideCsv.Line> lines, List<String> problems) {
    Optional<GuideColumns> found =
        GuideColumns.of(
            lines,
            names -> names.contains(GuideColumns.IDENTIFIER) || names.contains(SEGMENT_MAP),
            "Identifier, Segment Map",
            problems);
    List<GuideLine> rows = new ArrayList<>();
    List<String> wanted =
        List.of(GuideColumns.IDENTIFIER, GuideColumns.CONDITION, TARGET, SEGMENT_MAP, REFERENCES);
    if (found.isEmpty() || !found.get().hasAll(wanted, problems)) {
      return rows;
    }
    GuideColumns columns = found.get();
    for (GuideCsv.Line line : columns.rows()) {
      String target = columns.cell(line, TARGET);
      String segmentMap = columns.cell(line, SEGMENT_MAP);
      String references = columns.cell(line, REFERENCES);
      String at = columns.cell(line, GuideColumns.IDENTIFIER);
      if ((target + segmentMap + references).isEmpty()) {
        continue;
      }
      if (at.isEmpty()) {
        problems.add("line " + line.number() + ": it has no identifier");
      } else {
        rows.add(
            new GuideLine(
                map,
                at,
                List.of(
                    new GuideEntry.Said("target", target),
                    new GuideEntry.Said(
                        GuideEntry.CONDITION, columns.cell(line, GuideColumns.CONDITION)),
                    new GuideEntry.Said(SEGMENT_MAP, segmentMap),
                    new GuideEntry.Said(REFERENCES, references)),
                line.number()));
      }
    }
    return rows;
  }
}
