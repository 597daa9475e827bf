package dev.trestle.app.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a vocabulary map: the code of a table of HL7 v2, and the code of FHIR. A code without one
 * is known and says nothing in FHIR; a row without a code of v2 only names a code that FHIR has.
 */
final class VocabularyTable {
  static final String CODE = "code";
  static final String SYSTEM = "system";
  private static final String TO = "→ ";
  private static final String FROM_SYSTEM = "system of v2";
  private static final String CODE_SYSTEM = "code system";
  private static final String TO_CODE = "code of FHIR";
  private static final String TO_SYSTEM = "code system of FHIR";

  private VocabularyTable() {}

  /** The rows that have a code. What is wrong with the text is added to the problems. */
  static List<GuideLine> read(String map, List<GuideCsv.Line> lines, List<String> problems) {
    Optional<GuideColumns> found =
        GuideColumns.of(
            lines,
            names -> names.contains(CODE) && names.contains(CODE_SYSTEM),
            "Code, Code System",
            problems);
    List<GuideLine> rows = new ArrayList<>();
    if (found.isEmpty()) {
      return rows;
    }
    GuideColumns columns = found.get();
    int code = columns.at(CODE, columns.at(CODE) + 1);
    columns.put(TO_CODE, code);
    columns.put(TO_SYSTEM, code < 0 ? -1 : columns.at(CODE_SYSTEM, code));
    if (!columns.hasAll(List.of(GuideColumns.CONDITION, TO_CODE, TO_SYSTEM), problems)) {
      return rows;
    }
    for (GuideCsv.Line line : columns.rows()) {
      String from = code(columns.cell(line, CODE));
      String to = code(columns.cell(line, TO_CODE));
      if (!from.isEmpty() || !to.isEmpty()) {
        rows.add(
            new GuideLine(
                map,
                from.isEmpty() ? TO + to : from,
                List.of(
                    new GuideEntry.Said(CODE, to),
                    new GuideEntry.Said(
                        GuideEntry.CONDITION, columns.cell(line, GuideColumns.CONDITION)),
                    new GuideEntry.Said(SYSTEM, system(columns.cell(line, TO_SYSTEM))),
                    new GuideEntry.Said(FROM_SYSTEM, system(columns.cell(line, CODE_SYSTEM)))),
                line.number()));
      }
    }
    return rows;
  }

  /** Whether a row is about a code of v2, and not only names one that FHIR has. */
  static boolean isOfCode(GuideLine row) {
    return !row.at().startsWith(TO);
  }

  /** Some codes of the guide end with a space that is not seen. */
  private static String code(String cell) {
    return cell.replaceAll("\\p{Z}+", " ").strip();
  }

  /** A sentence is no system. */
  private static String system(String cell) {
    return cell.indexOf(' ') < 0 ? cell : "";
  }
}
