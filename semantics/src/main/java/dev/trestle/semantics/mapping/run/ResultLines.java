package dev.trestle.semantics.mapping.run;

import dev.trestle.semantics.hl7v2.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The OBX of one OBR as results (DESIGN §4 "Results"): text lines of one OBX-3 are one result; what
 * tells apart results of one OBX-3 is OBX-4, and the ordinal within equal OBX-3 and OBX-4.
 *
 * @param lead first segment
 * @param lines all segments
 * @param code OBX-3.1, or its text
 * @param distinction what tells it apart under its code, empty for the only one
 */
record ResultLines(Segment lead, List<Segment> lines, String code, String distinction) {

  /** The results of the OBX segments under one OBR, in document order. */
  static List<ResultLines> of(List<Segment> observations) {
    Map<String, List<Segment>> texts = new LinkedHashMap<>();
    List<List<Segment>> results = new ArrayList<>();
    for (Segment segment : observations) {
      if (!isNarrative(segment)) {
        results.add(List.of(segment));
        continue;
      }
      List<Segment> lines = texts.get(code(segment));
      if (lines == null) {
        lines = new ArrayList<>();
        texts.put(code(segment), lines);
        results.add(lines);
      }
      lines.add(segment);
    }
    Map<String, Integer> ordinals = new HashMap<>();
    List<ResultLines> named = new ArrayList<>(results.size());
    for (List<Segment> lines : results) {
      Segment lead = lines.get(0);
      String sub = isNarrative(lead) ? "" : lead.text(4, 1, 0, 0).strip();
      int ordinal = ordinals.merge(code(lead) + "\n" + sub, 1, Integer::sum);
      String distinction = ordinal == 1 ? sub : sub + "#" + ordinal;
      named.add(new ResultLines(lead, lines, code(lead), distinction));
    }
    return named;
  }

  private static boolean isNarrative(Segment segment) {
    String type = segment.text(2, 1, 0, 0).strip();
    return type.equals("TX") || type.equals("FT");
  }

  private static String code(Segment segment) {
    String code = segment.text(3, 1, 1, 0).strip();
    return code.isEmpty() ? segment.text(3, 1, 2, 0).strip() : code;
  }

  /** Neutral: segments hold patient data. */
  @Override
  public String toString() {
    return "ResultLines[" + lines.size() + "]";
  }
}
