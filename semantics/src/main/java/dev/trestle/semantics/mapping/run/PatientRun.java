package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.site.Demographics;
import dev.trestle.kernel.site.SnapshotPolicy;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Snapshot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.convert.Draft;
import dev.trestle.semantics.mapping.plan.MapPlan;
import dev.trestle.semantics.mapping.plan.MessagePlan;
import dev.trestle.semantics.mapping.plan.RulePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The maps of one patient's segments: patient and visit first, then the rest in its order. */
final class PatientRun {
  private static final List<String> VISIT = List.of("PID", "PD1", "PV1", "PV2");

  private final MessageRun message;
  private final MessagePlan plan;
  private final RuleWitness witness;
  private final Source source;
  private final Setting setting;
  private final Statements statements;
  private final Draft draft;
  private final Naming naming;
  private final RuleRun rules;
  private final Map<String, List<Integer>> members = new LinkedHashMap<>();
  private final @Nullable ResourceKey patient;
  private MessagePlan.@Nullable EventPlan event;
  private int lastLevel;
  private final @Nullable Segment firstVisit;
  private boolean laterVisit;
  private final Doubles doubles;

  PatientRun(MessageRun message, MessagePlan plan, Setting setting, @Nullable ResourceKey patient) {
    this.message = message;
    this.plan = plan;
    this.witness = message.ruleWitness();
    this.source = message.feed().source();
    this.setting = setting;
    this.statements = message.statements();
    this.draft = message.draft();
    this.naming = new Naming(message.feed(), setting);
    this.rules = new RuleRun(draft, setting);
    this.event = plan.event();
    this.patient = patient;
    this.firstVisit = setting.segment("PV1");
    this.doubles = new Doubles(plan.maps(), naming, patient);
  }

  /** Runs all maps on the segments of the patient. */
  void run(List<Segment> segments) {
    statements.forgetRoles("retired");
    statements.role("patient", patient == null ? -1 : statements.name(patient));
    for (String name : VISIT) {
      Segment segment = setting.segment(name);
      if (segment != null) {
        maps(segment, "");
      }
    }
    List<Segment> walked = plan.specimensFirst() ? SpecimenOrder.of(segments) : segments;
    int visit = statements.current("visit");
    doubles.find(walked, setting);
    new OrderWalk(this, setting, statements, draft).run(walked);
    statements.role("visit", visit); // lists are those of the first
    snapshots();
  }

  /** Whether a map takes documents (TXA). */
  boolean documents() {
    return plan.maps().stream().anyMatch(map -> map.from().equals("TXA"));
  }

  /** Whether this segment was run with the patient and the visit. */
  static boolean isVisit(Segment segment) {
    return VISIT.contains(segment.name());
  }

  /** A second PV1, as orders have it with prior results, and bills with each visit. */
  boolean isLaterVisit(Segment segment) {
    return segment.name().equals("PV1")
        && segment != firstVisit
        && !setting.messageCode().equals("ADT"); // there PV1 is told by the event (A17, A45)
  }

  /** What follows belongs to this visit, or to none where it has no number. */
  void laterVisit(Segment segment) {
    if (isLaterVisit(segment)) {
      statements.role("visit", -1);
      laterVisit = true;
      setting.remove("PV2");
      maps(segment, "");
    } else if (laterVisit && segment.name().equals("PV2")) {
      maps(segment, "");
    }
  }

  /**
   * Runs the maps of a segment.
   *
   * @param role only maps of this role, or empty for all
   */
  void maps(Segment segment, String role) {
    setting.put(segment);
    for (MapPlan map : plan.maps()) {
      if (map.from().equals(segment.name()) && (role.isEmpty() || map.role().equals(role))) {
        map(map, segment);
      }
    }
  }

  private void map(MapPlan map, Segment segment) {
    if (map.when() != null && !map.when().holds(setting, null)) {
      witness.rule(map, null, segment, RuleWitness.Outcome.MAP_CONDITION);
      nothingOf(map);
      return;
    }
    if (map.snapshot() && source.snapshotOf(map.from()) == SnapshotPolicy.IGNORE) {
      witness.rule(map, null, segment, RuleWitness.Outcome.IGNORED);
      return;
    }
    if (!map.report().isEmpty()) {
      message.add(
          Finding.warning(
              ProblemCode.STATE_CHANGE_KEPT, segment.location(0, 0, 0, 0), map.report()));
    }
    if (doubles.contain(map, segment)) {
      witness.rule(map, null, segment, RuleWitness.Outcome.UNNAMED);
      nothingOf(map);
      message.add(
          Finding.warning(
              ProblemCode.STATE_CHANGE_KEPT,
              segment.location(0, 0, 0, 0),
              "Several segments here tell of one " + map.type() + "; none of them is translated."));
      return;
    }
    int key = key(map);
    if (key < 0) {
      boolean named = !map.names().isEmpty();
      witness.rule(
          map, null, segment, named ? RuleWitness.Outcome.UNNAMED : RuleWitness.Outcome.NO_TARGET);
      if (named) {
        message.add(
            Finding.warning(
                ProblemCode.REQUIRED_MISSING,
                segment.location(0, 0, 0, 0),
                "Nothing here names the " + map.type() + "; the segment is not translated."));
      }
      return;
    }
    MessagePlan.EventPlan happened = event;
    rules.event(happened != null && happened.roles().contains(map.role()) ? happened : null);
    int level = level(map, map.level());
    lastLevel = level;
    boolean ignored =
        map.level() == MapPlan.Level.DEMOGRAPHICS && demographics() == Demographics.IGNORE;
    if (!ignored && !map.refers()) {
      statements.mention(key, level);
    }
    for (RulePlan rule : map.rules()) {
      boolean said = rule(map, rule, segment, key, level);
      if (witness != RuleWitness.NONE) {
        witness.rule(map, rule, segment, said ? RuleWitness.Outcome.SAID : rules.silence(rule));
      }
    }
    base(map, key);
    message.labels(map, setting).forEach(label -> statements.label(key, level, label));
    if (map.snapshot()) {
      members.computeIfAbsent(map.name(), name -> new ArrayList<>()).add(key);
    }
  }

  /** What follows a segment that became nothing is not of the one before. */
  private void nothingOf(MapPlan map) {
    if (map.distinct() && !map.names().isEmpty()) {
      statements.role(map.role(), -1);
    }
  }

  /** Says whether the rule said something. */
  private boolean rule(MapPlan map, RulePlan rule, Segment segment, int key, int mapLevel) {
    boolean ignored =
        map.level() == MapPlan.Level.DEMOGRAPHICS && demographics() == Demographics.IGNORE;
    if (ignored && !rule.element().equals("identifier")) {
      return false;
    }
    int before = rules.emitted();
    int level = rule.level() == null ? mapLevel : level(map, rule.level());
    boolean mayDelete = level >= Statement.AUTHORITATIVE && source.nullDeletes();
    if (rule.gather()) {
      rules.run(rule, mayDelete, slot -> statements.gather(key, level, slot));
    } else {
      rules.run(rule, mayDelete, slot -> statements.say(key, level, slot));
    }
    boolean said = rules.emitted() > before;
    if (said && rule.assumed()) {
      message.assumed(key, level, rule, segment);
    }
    return said;
  }

  /** What stands of a visit when its events are all taken back. */
  private void base(MapPlan map, int key) {
    MessagePlan.EventPlan event = plan.event();
    if (event == null || !map.name().equals("encounter")) {
      return;
    }
    event
        .base()
        .forEach(
            (element, text) -> {
              draft.begin(map.rules().get(0).ordinal());
              Slot slot = new Slot(element, draft.constant(text), null, draft.take(0));
              statements.say(key, Statement.FILL_ONLY, slot);
            });
  }

  private Demographics demographics() {
    return source.demographicsOf(setting.messageCode());
  }

  private int level(MapPlan map, MapPlan.Level level) {
    return plan.partial()
        ? Statement.FILL_ONLY
        : Levels.of(map, level, source, plan, setting.messageCode(), setting);
  }

  /** Index of the map's resource, or -1 when nothing names it. */
  private int key(MapPlan map) {
    if (map.names().isEmpty()) {
      return statements.current(map.role());
    }
    if (map.ofPatient() && patient == null) {
      return -1;
    }
    ResourceKey key = naming.key(map, patient);
    if (key == null) {
      statements.role(map.role(), -1); // what follows is of none, not of the one before
      return -1;
    }
    int index = statements.name(key);
    statements.role(map.role(), index);
    return index;
  }

  private void snapshots() {
    for (MapPlan map : plan.maps()) {
      if (!map.snapshot()) {
        continue;
      }
      SnapshotPolicy policy = source.snapshotOf(map.from());
      List<Integer> listed = members.getOrDefault(map.name(), List.of());
      boolean complete =
          policy == SnapshotPolicy.SNAPSHOT
              || (policy == SnapshotPolicy.SNAPSHOT_IF_PRESENT && !listed.isEmpty());
      int visit = statements.current(map.owner());
      int owner = visit < 0 ? statements.current("patient") : visit;
      if (complete && owner >= 0) {
        message.add(
            new Snapshot(
                map.type(), owner, map.from(), level(map, map.level()), statements.time(), listed));
      }
    }
  }

  /** OBR-22 is when the result was reported or changed; else the message's time. */
  long resultTime(Segment request, long messageTime) {
    long time = message.micros(request, 22);
    return time == Long.MIN_VALUE ? messageTime : time;
  }

  /** Level of the result that was run last. */
  int resultLevel() {
    return lastLevel;
  }

  /** What an order control code does to the order; an order without one has no event. */
  void control(@Nullable Segment order) {
    String code = order == null ? "" : order.text(1, 1, 1, 0).strip();
    event = order == null ? null : plan.control(code);
  }

  /** After an order the event of the message counts again. */
  void endControl() {
    event = plan.event();
  }

  /** An order that nothing describes can not be found: it says so, and is kept. */
  void undescribed(Segment order) {
    if (!plan.partial()) {
      message.add(
          Finding.warning(
              ProblemCode.REQUIRED_MISSING,
              order.location(0, 0, 0, 0),
              "Nothing describes what was ordered; the segment is not translated."));
    }
  }

  /** Ordinal of the rule that lists the results of a report, or the answers of an order. */
  int listRule(String role) {
    for (MapPlan map : plan.maps()) {
      if (map.role().equals(role) && !map.rules().isEmpty()) {
        return map.rules().get(0).ordinal();
      }
    }
    return 0;
  }

  /** The lines of one OBX-3 replace its earlier ones. */
  void resultSnapshot(int report, String code, List<Integer> results, int level) {
    message.add(new Snapshot("Observation", report, code, level, statements.time(), results));
  }
}
