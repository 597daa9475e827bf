package dev.trestle.semantics.mapping.run;

import dev.trestle.semantics.hl7v2.Grouping;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.convert.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Walks the segments of a patient and finds what belongs together, wherever the standard would have
 * it (quirks of order are tolerated): an order is an ORC and what follows it up to the next one, or
 * begins with the segment that describes it where there is no ORC; below it stand the doses that
 * were given or dispensed; a document is a TXA and its content. Everything else stands for itself.
 */
final class OrderWalk {
  private static final String CONTROL = "ORC";
  private static final String DOCUMENT = "TXA";

  /** What was ordered. */
  private static final Set<String> ORDERS = Set.of("OBR", "RXO", "RXE");

  /** What was done under an order, each as often as it was done. */
  private static final Set<String> DOSES = Set.of("RXA", "RXD", "RXG");

  /** What tells who the patient is; notes that follow are about them. */
  private static final Set<String> PATIENT = Set.of("PID", "PD1");

  /** Segments of the patient or the visit, which roles and participations follow. */
  private static final Set<String> ANCHORS =
      Set.of("PID", "NK1", "PV1", "AL1", "DG1", "PR1", "GT1", "IN1", "FT1");

  private final PatientRun run;
  private final Setting setting;
  private final Statements statements;
  private final Draft draft;
  private final OrderGroup group;

  /** Whether a TXA begins a document; where no map takes one, it stands among results. */
  private final boolean documents;

  /** Whether what is of the patient or the visit ends an order. */
  private final boolean beside;

  OrderWalk(PatientRun run, Setting setting, Statements statements, Draft draft) {
    this.run = run;
    this.setting = setting;
    this.statements = statements;
    this.draft = draft;
    this.group = new OrderGroup(run, setting, statements, draft);
    this.documents = run.documents();
    this.beside = Grouping.holdsOrdersBeside(setting.messageCode());
  }

  void run(List<Segment> segments) {
    Segment timing = setting.segment("TQ1");
    group.begin(null);
    if (timing != null) {
      setting.put(timing);
    }
    int at = 0;
    while (at < segments.size()) {
      Segment segment = segments.get(at);
      int end = at + 1;
      if (ANCHORS.contains(segment.name())) {
        setting.after(segment.name());
      }
      if (isDocument(segment)) {
        end = endOfDocument(segments, at);
        document(segments.subList(at, end));
      } else if (begins(segment)) {
        end = endOfOrder(segments, at);
        setting.after(CONTROL);
        order(segments.subList(at, end));
        if (end < segments.size() && ends(segments.get(end))) {
          group.begin(null); // what follows is about none
        }
      } else if (segment.name().equals("OBX")) {
        end = endOfObservations(segments, at);
        group.results(segments.subList(at, end));
      } else if (segment.name().equals("NTE")) {
        end = OrderGroup.endOfNotes(segments, at);
        boolean ofPatient = at > 0 && PATIENT.contains(segments.get(at - 1).name());
        group.notes(segments.subList(at, end), ofPatient);
      } else if (PatientRun.isVisit(segment)) {
        run.laterVisit(segment);
      } else {
        run.maps(segment, "");
      }
      at = end;
    }
  }

  private boolean isDocument(Segment segment) {
    return documents && segment.name().equals(DOCUMENT);
  }

  private static boolean begins(Segment segment) {
    String name = segment.name();
    return name.equals(CONTROL) || ORDERS.contains(name) || DOSES.contains(name);
  }

  /** The OBX of no order, with their notes. */
  private static int endOfObservations(List<Segment> segments, int from) {
    int at = from;
    while (at < segments.size() && segments.get(at).name().equals("OBX")) {
      at = OrderGroup.endOfDetails(segments, at + 1);
    }
    return at;
  }

  private int endOfDocument(List<Segment> segments, int from) {
    int at = from + 1;
    while (at < segments.size() && !isDocument(segments.get(at)) && !begins(segments.get(at))) {
      at++;
    }
    return at;
  }

  private boolean ends(Segment segment) {
    return beside && ANCHORS.contains(segment.name());
  }

  /** A second OBR, RXO or RXE is an order of its own; so is one after a dose. */
  private int endOfOrder(List<Segment> segments, int from) {
    List<String> described = new ArrayList<>(2);
    boolean done = false;
    int at = from;
    while (at < segments.size()) {
      String name = segments.get(at).name();
      boolean again = ORDERS.contains(name) && (done || described.contains(name));
      if (isDocument(segments.get(at))
          || run.isLaterVisit(segments.get(at))
          || (name.equals(CONTROL) && at > from)
          || ends(segments.get(at))
          || again) {
        break;
      }
      if (ORDERS.contains(name)) {
        described.add(name);
      }
      done |= DOSES.contains(name);
      at++;
    }
    return at;
  }

  private void order(List<Segment> segments) {
    int end = nextDose(segments, 0);
    Segment control = segments.get(0).name().equals(CONTROL) ? segments.get(0) : null;
    List<Segment> ordered = segments.subList(0, end);
    long messageTime = statements.time();
    run.control(control);
    group.begin(control);
    if (ordered.stream().anyMatch(each -> ORDERS.contains(each.name()))) {
      group.order(ordered);
    } else if (control != null && end == segments.size()) {
      run.undescribed(control);
      group.results(ordered);
      group.others(ordered);
    }
    for (int number = 1; end < segments.size(); number++) {
      int next = nextDose(segments, end + 1);
      group.dose(control, segments.subList(end, next), number);
      end = next;
    }
    run.endControl();
    statements.time(messageTime);
  }

  private static int nextDose(List<Segment> segments, int from) {
    int at = from;
    while (at < segments.size() && !DOSES.contains(segments.get(at).name())) {
      at++;
    }
    return at;
  }

  /** A TXA with its content; the order before it, if there is one, is what it is about. */
  private void document(List<Segment> segments) {
    setting.remove("OBX");
    run.maps(segments.get(0), "");
    List<Segment> content = named(segments, "OBX");
    if (!content.isEmpty()) {
      draft.lines(content);
      run.maps(content.get(0), "document");
      draft.lines(List.of());
    }
  }

  static List<Segment> named(List<Segment> segments, String name) {
    return segments.stream().filter(segment -> segment.name().equals(name)).toList();
  }
}
