package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.convert.Draft;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** The segments of one order: what was ordered, what was found, and what was given for it. */
final class OrderGroup {
  private static final String PATIENT = "PID";

  /** The text of an NTE. */
  private static final int TEXT = 3;

  /** Segments that count for one order, or one dose, only. */
  private static final List<String> OWN =
      List.of(
          "ORC", "OBR", "RXO", "RXE", "RXA", "RXD", "RXG", "RXR", "RXC", "TQ1", "OBX", "SPM", "NTE",
          "DG1");

  /** What describes the order itself; what encodes it stands before what asked for it. */
  private static final List<String> DESCRIPTIONS = List.of("OBR", "RXE", "RXO");

  /** Who and what took part, since HL7 v2.7. */
  private static final String PARTICIPATION = "PRT";

  private static final Set<String> WALKED =
      Set.of("ORC", "OBR", "RXE", "RXO", "RXA", "RXD", "RXG", "OBX", "NTE", "SPM", PARTICIPATION);

  private static final List<String> ORDER_ROLES =
      List.of("order", "report", "medication-order", "specimen", "observation");

  /** Roles that notes of an order are about. */
  private static final List<String> NOTED_ROLES = List.of("order", "report", "medication-order");

  /** Roles that participations of an order are in. */
  private static final List<String> PARTICIPATED_ROLES = List.of("order", "medication-order");

  private static final List<String> DOSE_ROLES =
      List.of("immunization", "administration", "dispense");

  /** The result that a child names as its parent. */
  private static final String PARENT_RESULT = "parent-result";

  private final PatientRun run;
  private final Setting setting;
  private final Statements statements;
  private final Draft draft;
  private final ParentResults parents;
  private final Set<Integer> told = new HashSet<>();
  private List<Segment> ofPatient = List.of();

  OrderGroup(PatientRun run, Setting setting, Statements statements, Draft draft) {
    this.run = run;
    this.setting = setting;
    this.statements = statements;
    this.draft = draft;
    this.parents = new ParentResults(draft.feed());
  }

  /** From here on nothing of an earlier order counts. */
  void begin(@Nullable Segment control) {
    OWN.forEach(setting::remove);
    ORDER_ROLES.forEach(role -> statements.role(role, -1));
    DOSE_ROLES.forEach(role -> statements.role(role, -1));
    if (control != null) {
      setting.put(control);
    }
  }

  /** What was ordered, with its notes, specimens and results. */
  void order(List<Segment> segments) {
    for (Segment segment : segments) {
      if (DESCRIPTIONS.contains(segment.name()) || segment.name().equals("TQ1")) {
        setting.putFirst(segment);
      }
    }
    Segment request = setting.segment("OBR");
    if (request != null) {
      statements.time(run.resultTime(request, statements.time()));
    }
    specimens(segments);
    for (String name : DESCRIPTIONS) {
      Segment description = setting.segment(name);
      if (description != null) {
        draft.lines(segments);
        run.maps(description, "");
        draft.lines(List.of());
      }
    }
    Segment control = setting.segment("ORC");
    if (control != null) {
      run.maps(control, "");
    }
    List<Segment> notes = own(segments, "NTE");
    for (String role : NOTED_ROLES) {
      if (statements.current(role) >= 0) {
        notes(notes, role);
      }
    }
    notesOfPatient();
    results(segments);
    others(segments);
    for (String role : PARTICIPATED_ROLES) {
      if (statements.current(role) >= 0) {
        participations(own(segments, PARTICIPATION), role);
      }
    }
  }

  /** What stands for itself among the segments of an order. */
  void others(List<Segment> segments) {
    for (Segment segment : segments) {
      if (!WALKED.contains(segment.name()) && !PatientRun.isVisit(segment)) {
        run.maps(segment, "");
      }
    }
  }

  private void specimens(List<Segment> segments) {
    for (int at = 0; at < segments.size(); at++) {
      if (segments.get(at).name().equals("SPM")) {
        run.maps(segments.get(at), "");
        notes(segments.subList(at + 1, endOfNotes(segments, at + 1)), "specimen");
      }
    }
  }

  /**
   * One dose.
   *
   * @param number its number under the order, from 1
   */
  void dose(@Nullable Segment control, List<Segment> segments, int number) {
    for (String name : List.of("RXA", "RXD", "RXG", "RXR", "RXC", "OBX", "NTE")) {
      setting.remove(name);
    }
    for (String role : DOSE_ROLES) {
      statements.role(role, -1);
    }
    setting.line(number == 1 ? "" : "#" + number);
    draft.lines(segments);
    run.maps(segments.get(0), "");
    draft.lines(List.of());
    setting.line("");
    for (String role : DOSE_ROLES) {
      if (statements.current(role) >= 0) {
        below(role, control, segments);
      }
    }
  }

  private void below(String role, @Nullable Segment control, List<Segment> segments) {
    if (control != null) {
      run.maps(control, role);
    }
    for (Segment segment : segments) {
      if (!WALKED.contains(segment.name()) && !PatientRun.isVisit(segment)) {
        run.maps(segment, role);
      }
    }
    notes(own(segments, "NTE"), role);
    List<Segment> observations = OrderWalk.named(segments, "OBX");
    draft.lines(observations);
    observations.forEach(each -> run.maps(each, role));
    draft.lines(List.of());
    results(segments);
  }

  /** The results of one code: together they rank as the highest of them, final above the rest. */
  private record Lines(List<Integer> keys, int level) {
    Lines and(Lines more) {
      List<Integer> all = new ArrayList<>(keys);
      all.addAll(more.keys);
      return new Lines(all, Math.max(level, more.level));
    }
  }

  /** The results of the group, and the list of them in the report, or in the order itself. */
  void results(List<Segment> segments) {
    Map<String, Lines> byCode = new LinkedHashMap<>();
    statements.role(PARENT_RESULT, parent());
    for (ResultLines result : ResultLines.of(OrderWalk.named(segments, "OBX"))) {
      setting.line(result.distinction());
      statements.role("observation", -1);
      draft.lines(result.lines());
      run.maps(result.lead(), "observation");
      draft.lines(List.of());
      int key = statements.current("observation");
      if (key >= 0) {
        if (!told.add(key)) {
          draft.warn(
              ProblemCode.LEAF_UNMAPPED,
              result.lead().location(0, 0, 0, 0),
              "Another order of this message tells the same result; what was told first stands.");
        }
        parents.add(setting, result, key);
        byCode.merge(result.code(), new Lines(List.of(key), run.resultLevel()), Lines::and);
        for (Segment line : result.lines()) {
          int at = segments.indexOf(line);
          List<Segment> below = segments.subList(at + 1, endOfDetails(segments, at + 1));
          notes(OrderWalk.named(below, "NTE"), "observation");
          participations(OrderWalk.named(below, PARTICIPATION), "observation");
        }
      }
    }
    setting.line("");
    statements.role(PARENT_RESULT, -1);
    if (statements.current("report") >= 0) {
      byCode.forEach((code, lines) -> list("report", "result", code, lines));
    } else if (statements.current("order") >= 0) {
      byCode.forEach((code, lines) -> list("order", "supportingInfo", code, lines));
    } else if (statements.current("medication-order") >= 0) {
      byCode.forEach(
          (code, lines) -> list("medication-order", "supportingInformation", code, lines));
    }
  }

  /** The result of this message that the order at hand was made for (OBR-26), or -1. */
  private int parent() {
    Segment request = setting.segment("OBR");
    if (request == null || !ParentResults.isChild(request)) {
      return -1;
    }
    int parent = parents.of(request);
    if (parent < 0) {
      draft.inform(
          ProblemCode.REQUIRED_MISSING,
          request.location(26, 0, 0, 0),
          "The message has no such parent result; what it says of it stands with the results.");
    }
    return parent;
  }

  private void list(String role, String element, String code, Lines lines) {
    int owner = statements.current(role);
    run.resultSnapshot(owner, code, lines.keys(), lines.level());
    draft.begin(run.listRule(role));
    ArrayNode references = draft.array();
    lines.keys().forEach(key -> references.add(draft.reference(key)));
    Slot slot = new Slot(element + "[OBX-3|" + code + "]", references, null, draft.take(0));
    statements.say(owner, lines.level(), slot);
  }

  /** Those of a name that stand under no result and no specimen: they are about the order. */
  private static List<Segment> own(List<Segment> segments, String wanted) {
    List<Segment> found = new ArrayList<>(0);
    boolean own = true;
    for (Segment segment : segments) {
      if (!isDetail(segment)) {
        own = !segment.name().equals("OBX") && !segment.name().equals("SPM");
      } else if (own && segment.name().equals(wanted)) {
        found.add(segment);
      }
    }
    return found;
  }

  /** Notes and participations are about what stands before them. */
  static boolean isDetail(Segment segment) {
    return segment.name().equals("NTE") || segment.name().equals(PARTICIPATION);
  }

  static int endOfDetails(List<Segment> segments, int from) {
    int at = from;
    while (at < segments.size() && isDetail(segments.get(at))) {
      at++;
    }
    return at;
  }

  private void participations(List<Segment> segments, String role) {
    if (segments.isEmpty()) {
      return;
    }
    String before = setting.after();
    setting.after(role.equals("observation") ? "OBX" : "ORC");
    segments.forEach(each -> run.maps(each, role));
    setting.after(before);
  }

  static int endOfNotes(List<Segment> segments, int from) {
    int at = from;
    while (at < segments.size() && segments.get(at).name().equals("NTE")) {
      at++;
    }
    return at;
  }

  /**
   * Notes that stand under no order.
   *
   * @param about whether they are about the patient
   */
  void notes(List<Segment> notes, boolean about) {
    if (about) {
      ofPatient = notes;
    } else {
      notes(notes, "");
    }
  }

  /** What is noted of the patient stands with each order or report that it was said beside. */
  private void notesOfPatient() {
    String before = setting.after();
    setting.after(PATIENT);
    for (String role : NOTED_ROLES) {
      if (statements.current(role) >= 0) {
        notes(ofPatient, role);
      }
    }
    setting.after(before);
  }

  /**
   * The notes of one place are one text. Lines without a text that stand in front of it are put
   * behind it: they say nothing, and the first one leads.
   */
  private void notes(List<Segment> notes, String role) {
    if (notes.isEmpty()) {
      return;
    }
    int first = 0;
    while (first < notes.size() - 1 && notes.get(first).text(TEXT, 0, 0, 0).isBlank()) {
      first++;
    }
    List<Segment> lines = new ArrayList<>(notes.subList(first, notes.size()));
    lines.addAll(notes.subList(0, first));
    draft.lines(lines);
    run.maps(lines.get(0), role);
    draft.lines(List.of());
  }
}
