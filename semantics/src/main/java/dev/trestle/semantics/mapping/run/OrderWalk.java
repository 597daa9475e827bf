package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.statement.Slot;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.convert.Draft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/**
 * Walks the segments of a patient: each OBR has the ORC right before it, the OBX, NTE and SPM up to
 * the next order belong to it, wherever the standard would have them (quirks of order are
 * tolerated); everything else stands for itself.
 */
final class OrderWalk {
  private final PatientRun run;
  private final Setting setting;
  private final Statements statements;
  private final Draft draft;

  OrderWalk(PatientRun run, Setting setting, Statements statements, Draft draft) {
    this.run = run;
    this.setting = setting;
    this.statements = statements;
    this.draft = draft;
  }

  void run(List<Segment> segments) {
    Segment order = null;
    int i = 0;
    while (i < segments.size()) {
      Segment segment = segments.get(i);
      switch (segment.name()) {
        case "ORC" -> {
          order = segment;
          i++;
        }
        case "OBR" -> {
          int end = endOfGroup(segments, i + 1);
          group(order, segment, segments.subList(i + 1, end));
          order = null;
          i = end;
        }
        default -> {
          if (!PatientRun.isVisit(segment)) {
            run.maps(segment, "");
          }
          i++;
        }
      }
    }
  }

  private static int endOfGroup(List<Segment> segments, int from) {
    int at = from;
    while (at < segments.size()) {
      String name = segments.get(at).name();
      if (name.equals("OBR") || name.equals("ORC")) {
        break;
      }
      at++;
    }
    return at;
  }

  private void group(@Nullable Segment order, Segment request, List<Segment> below) {
    setting.remove("ORC");
    setting.remove("OBX");
    setting.remove("SPM");
    if (order != null) {
      setting.put(order);
    }
    setting.put(request);
    long messageTime = statements.time();
    statements.time(run.resultTime(request, messageTime));
    statements.role("specimen", -1);
    below.stream().filter(each -> each.name().equals("SPM")).forEach(each -> run.maps(each, ""));
    run.maps(request, "");
    if (order != null) {
      run.maps(order, "");
    }
    notes(below, firstIndex(below), 0, "report");
    results(below);
    for (Segment segment : below) {
      boolean done = List.of("OBX", "NTE", "SPM").contains(segment.name());
      if (!done && !PatientRun.isVisit(segment)) {
        run.maps(segment, "");
      }
    }
    statements.time(messageTime);
  }

  /** The results of one code: together they rank as the highest of them, final above the rest. */
  private record Lines(List<Integer> keys, int level) {
    Lines and(Lines more) {
      List<Integer> all = new ArrayList<>(keys);
      all.addAll(more.keys);
      return new Lines(all, Math.max(level, more.level));
    }
  }

  /** The results of the group, and the report's list of them. */
  private void results(List<Segment> below) {
    List<Segment> observations =
        below.stream().filter(segment -> segment.name().equals("OBX")).toList();
    Map<String, Lines> byCode = new LinkedHashMap<>();
    for (ResultLines result : ResultLines.of(observations)) {
      setting.line(result.distinction());
      statements.role("observation", -1);
      draft.lines(result.lines());
      run.maps(result.lead(), "");
      draft.lines(List.of());
      int key = statements.current("observation");
      if (key >= 0) {
        byCode.merge(result.code(), new Lines(List.of(key), run.resultLevel()), Lines::and);
        for (Segment line : result.lines()) {
          int at = below.indexOf(line);
          notes(below, endOfNotes(below, at + 1), at + 1, "observation");
        }
      }
    }
    setting.line("");
    int report = statements.current("report");
    if (report >= 0) {
      byCode.forEach((code, lines) -> list(report, code, lines));
    }
  }

  private void list(int report, String code, Lines lines) {
    run.resultSnapshot(report, code, lines.keys(), lines.level());
    draft.begin(run.resultRule());
    ArrayNode references = draft.array();
    lines.keys().forEach(key -> references.add(draft.reference(key)));
    Slot slot = new Slot("result[OBX-3|" + code + "]", references, null, draft.take(0));
    statements.say(report, lines.level(), slot);
  }

  private static int firstIndex(List<Segment> below) {
    return endOfNotes(below, 0);
  }

  private static int endOfNotes(List<Segment> below, int from) {
    int at = from;
    while (at < below.size() && below.get(at).name().equals("NTE")) {
      at++;
    }
    return at;
  }

  /** The notes of one place are one text. */
  private void notes(List<Segment> below, int end, int from, String role) {
    if (end <= from) {
      return;
    }
    List<Segment> notes = below.subList(from, end);
    draft.lines(notes);
    run.maps(notes.get(0), role);
    draft.lines(List.of());
  }
}
