package dev.trestle.semantics.mapping.run;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.Severity;
import dev.trestle.kernel.statement.Accounting;
import dev.trestle.kernel.statement.Merge;
import dev.trestle.kernel.statement.Move;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Snapshot;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.Segment;
import dev.trestle.semantics.mapping.convert.Draft;
import dev.trestle.semantics.mapping.convert.Feed;
import dev.trestle.semantics.mapping.convert.FhirTimes;
import dev.trestle.semantics.mapping.plan.MapPlan;
import dev.trestle.semantics.mapping.plan.MessagePlan;
import dev.trestle.semantics.mapping.plan.Plan;
import dev.trestle.semantics.mapping.plan.RulePlan;
import dev.trestle.semantics.mapping.plan.SecurityPlan;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates one message. Used once. */
public final class MessageRun {
  private static final int IDENTIFIERS = 3;
  private static final int FORMER_VISIT = 5;

  /** Segments about the message itself. */
  private static final Set<String> HEADER = Set.of("MSH", "SFT", "EVN");

  private final Plan plan;
  private final Feed feed;
  private final Hl7Message message;
  private final Statements statements = new Statements();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Snapshot> snapshots = new ArrayList<>();
  private final List<Merge> merges = new ArrayList<>();
  private final List<Move> moves = new ArrayList<>(0);

  /** The Patient of each PID that names one. */
  private final List<ResourceKey> named = new ArrayList<>(1);

  private final Assumptions assumptions = new Assumptions();
  private final LeafWitness witness;
  private final RuleWitness ruleWitness;
  private final BitSet used;
  private final Draft draft;
  private @Nullable PatientMove move;
  private NumbersMove.@Nullable Reading numbers;

  /**
   * A run.
   *
   * @param traced whether origins tell the rows of code tables
   */
  public MessageRun(Plan plan, Feed feed, Hl7Message message, boolean traced) {
    this(plan, feed, message, traced, LeafWitness.NONE, RuleWitness.NONE);
  }

  /** A run that tells where each leaf went and what became of each rule. */
  public MessageRun(
      Plan plan,
      Feed feed,
      Hl7Message message,
      boolean traced,
      LeafWitness witness,
      RuleWitness ruleWitness) {
    this.witness = witness;
    this.ruleWitness = ruleWitness;
    this.plan = plan;
    this.feed = feed;
    this.message = message;
    this.used = new BitSet(message.raw().length);
    this.draft = new Draft(feed, statements, findings, used, traced);
  }

  public Translation run() {
    findings.addAll(message.findings());
    String code = message.text("MSH", 9, 1).strip();
    String trigger = trigger();
    MessagePlan found = plan.find(code, trigger);
    List<List<Segment>> patients = patients();
    if (!message.hasMsh() || unmappedMerge(found, patients)) {
      return result(Translation.Result.UNTRANSLATABLE, false);
    }
    for (List<Segment> segments : patients) {
      patient(found, new Setting(code, trigger), segments);
    }
    if (found != null && move != null) {
      moves.add(move.say(statements, draft, found));
    }
    NumbersMove moved = numbers == null ? null : numbers.move();
    if (moved != null) {
      moves.add(moved.say(statements, draft, feed));
    }
    if (found != null && (found.links() || found.unlinks())) {
      link(found.links() ? Merge.Word.LINKED : Merge.Word.UNLINKED);
    }
    statements.labelPatients(messageLabels());
    boolean failed = findings.stream().anyMatch(MessageRun::stops);
    boolean partial = found == null || found.partial();
    if (!failed && !partial && statements.isEmpty()) {
      add(Finding.error(ProblemCode.NOTHING_TRANSLATED, "", "No rule made a resource of this."));
      failed = true;
    }
    if (failed) {
      return result(Translation.Result.UNTRANSLATABLE, false);
    }
    assumptions.tell(statements, findings);
    if (found != null && !found.report().isEmpty()) {
      add(Finding.warning(ProblemCode.STATE_CHANGE_KEPT, "MSH-9", found.report()));
    }
    return partial
        ? result(Translation.Result.PARTIAL, true)
        : result(Translation.Result.TRANSLATED, false);
  }

  /** What the message says of itself: how, when and by whom it was sent (ADR 103). */
  public Translation header() {
    Setting setting = new Setting(message.text("MSH", 9, 1).strip(), trigger());
    List<Segment> own = new ArrayList<>();
    for (int i = 0; i < message.segmentCount(); i++) {
      String name = message.segment(i).name();
      if (HEADER.contains(name) && (i == 0 || !name.equals("MSH"))) {
        own.add(message.segment(i));
      }
    }
    own.forEach(setting::putFirst);
    statements.time(time(setting));
    new PatientRun(this, plan.header(), setting, null).run(own);
    return result(Translation.Result.TRANSLATED, true);
  }

  /** The event is trusted, not the structure in MSH-9.3. */
  private String trigger() {
    String trigger = message.text("MSH", 9, 2).strip();
    return trigger.isEmpty() ? message.text("EVN", 1, 1).strip() : trigger;
  }

  private static boolean stops(Finding finding) {
    return finding.severity() == Severity.ERROR
        && (finding.code() == ProblemCode.PATIENT_MISSING
            || finding.code() == ProblemCode.MERGE_SELF);
  }

  /** A merge or move that no rule handles is never treated as an update (DESIGN §4). */
  private boolean unmappedMerge(@Nullable MessagePlan found, List<List<Segment>> groups) {
    int patients = groups.size();
    if (found != null && found.movesNumbers() && message.first("MRG") == null && patients == 1) {
      add(Finding.error(ProblemCode.PATIENT_MISSING, "MRG-1", "Nothing says which numbers move."));
      return true;
    }
    boolean merges =
        message.first("MRG") != null
            && !(found != null && (priorNumbers(found) || moves(found, patients)));
    boolean handled =
        found != null && (found.merge() || (!merges && (patients <= 1 || found.manyPatients())));
    if (found != null && (found.links() || found.unlinks()) && patients > 2) {
      add(
          Finding.error(
              ProblemCode.MERGE_NOT_MAPPED,
              "PID[3]",
              "Two patients are linked by this event; no rule says what more of them are."));
      return true;
    }
    if (found != null && found.merge() && groups.stream().anyMatch(MessageRun::severalMerges)) {
      add(
          Finding.error(
              ProblemCode.MERGE_NOT_MAPPED,
              "MRG[2]",
              "Several MRG under one PID: no rule says which patients become which."));
      return true;
    }
    if (handled || (!merges && patients <= 1)) {
      return false;
    }
    add(
        Finding.error(
            ProblemCode.MERGE_NOT_MAPPED,
            merges ? "MRG" : "PID[2]",
            numbers == null
                ? "The message names two patients and no rule says what becomes of them."
                : numbers.reason()));
    return true;
  }

  /** Both PIDs are one person, or are so no more (HL7 v2.5.1 §3.3.24, §3.3.37). */
  private void link(Merge.Word word) {
    if (named.size() < 2) {
      add(
          Finding.error(
              ProblemCode.PATIENT_MISSING, "PID[2]", "Two patients have to be named here."));
      return;
    }
    ResourceKey first = named.get(0);
    ResourceKey second = named.get(1);
    if (first.names().stream().anyMatch(second.names()::contains)) {
      add(
          Finding.error(
              ProblemCode.MERGE_SELF, "PID[2]", "Both are one record: nothing can be linked."));
      return;
    }
    merges.add(new Merge(statements.name(first), statements.name(second), statements.time(), word));
  }

  /** HL7 has one MRG for each PID (v2.5.1 §3.3.40): none of several is carried out by guess. */
  private static boolean severalMerges(List<Segment> group) {
    return group.stream().filter(each -> each.name().equals("MRG")).count() > 1;
  }

  /** Whether MRG names former numbers of the same patient only, and the type allows for that. */
  private boolean priorNumbers(MessagePlan found) {
    Segment pid = message.first("PID");
    if (!found.priorNumbers() || pid == null) {
      return false;
    }
    ResourceKey patient = PatientNames.key(pid, IDENTIFIERS, feed);
    List<Segment> prior = message.all("MRG");
    boolean same = prior.stream().allMatch(each -> ofSame(each, patient));
    if (same && !found.renumbers()) {
      prior.forEach(this::reportFormerVisit);
    }
    return same;
  }

  /** Whether one visit or account of another patient, whom MRG names, is now the one's of PID. */
  private boolean moves(MessagePlan found, int patients) {
    if (found.movesNumbers()) {
      numbers = NumbersMove.of(message, feed);
      return numbers.move() != null;
    }
    if (patients != 1 || !(found.movesVisit() || found.movesAccount())) {
      return false;
    }
    PatientMove.What what = found.movesVisit() ? PatientMove.What.VISIT : PatientMove.What.ACCOUNT;
    move = PatientMove.of(what, message, feed);
    return move != null;
  }

  private boolean ofSame(Segment prior, @Nullable ResourceKey patient) {
    ResourceKey former = PatientNames.key(prior, 1, feed);
    return former == null
        ? prior.text(1, 0, 0, 0).isBlank() && prior.text(4, 0, 0, 0).isBlank()
        : patient != null && patient.names().containsAll(former.names());
  }

  private void reportFormerVisit(Segment prior) {
    String former = prior.text(FORMER_VISIT, 1, 1, 0).strip();
    boolean another =
        message.all("PV1").stream()
            .noneMatch(visit -> visit.text(19, 1, 1, 0).strip().equals(former));
    if (!former.isEmpty() && another) {
      add(
          Finding.warning(
              ProblemCode.STATE_CHANGE_KEPT,
              prior.location(FORMER_VISIT, 0, 0, 0),
              "The visit had another number before; the visit of that number stays as it is."));
    }
  }

  /** The segments, cut before each PID but the first. */
  private List<List<Segment>> patients() {
    List<List<Segment>> patients = new ArrayList<>(1);
    List<Segment> current = new ArrayList<>(message.segmentCount());
    patients.add(current);
    boolean named = false;
    for (int i = 0; i < message.segmentCount(); i++) {
      Segment segment = message.segment(i);
      if (segment.name().equals("PID")) {
        if (named) {
          current = new ArrayList<>();
          patients.add(current);
        }
        named = true;
      }
      current.add(segment);
    }
    return patients;
  }

  private void patient(@Nullable MessagePlan found, Setting setting, List<Segment> segments) {
    Segment header = message.first("MSH");
    if (header != null) {
      setting.put(header);
    }
    Segment event = message.first("EVN");
    if (event != null) {
      setting.put(event);
    }
    segments.forEach(setting::putFirst);
    statements.time(time(setting));
    Segment pid = setting.segment("PID");
    ResourceKey patient = pid == null ? null : PatientNames.key(pid, IDENTIFIERS, feed);
    if (patient == null && pid != null) {
      patient = PatientNames.key(pid, 2, feed);
    }
    if (patient == null && needsPatient(found, pid)) {
      add(
          Finding.error(
              ProblemCode.PATIENT_MISSING, "PID-3", "No identifier here names a patient."));
      return;
    }
    NumbersMove moved = numbers == null ? null : numbers.move();
    patient = moved == null ? patient : moved.target();
    MessagePlan messagePlan = found == null ? plan.partial() : found;
    if (patient != null) {
      named.add(patient);
    }
    statements.role("retired", -1);
    if (messagePlan.merge() && patient != null) {
      merge(messagePlan, setting, patient);
    }
    new PatientRun(this, messagePlan, setting, patient).run(segments);
    if (patient != null
        && (TestPatients.isTest(message) || TestPatients.isTest(patient, pid, feed.unreal()))) {
      statements.labelPatient(patient, TestPatients.LABEL);
    }
  }

  /** A type without a mapping and without a PID (a master file) is kept whole. */
  private static boolean needsPatient(@Nullable MessagePlan found, @Nullable Segment pid) {
    return pid != null || (found != null && !found.partial());
  }

  private void merge(MessagePlan found, Setting setting, ResourceKey survivor) {
    Segment prior = setting.segment("MRG");
    ResourceKey retired = prior == null ? null : PatientNames.key(prior, 1, feed);
    if (retired == null) {
      add(
          Finding.error(
              ProblemCode.PATIENT_MISSING, "MRG-1", "No identifier here names a patient."));
      return;
    }
    if (retired.names().stream().anyMatch(survivor.names()::contains)) {
      if (found.priorNumbers()) {
        return; // a list of numbers was changed, and some of them stayed
      }
      add(
          Finding.error(
              ProblemCode.MERGE_SELF, "MRG-1", "The patient is to be merged with itself."));
      return;
    }
    int into = statements.name(survivor);
    int from = statements.name(retired);
    statements.role("retired", from);
    merges.add(new Merge(into, from, statements.time()));
  }

  /** EVN-2 for ADT, else MSH-7; a result has its own in OBR-22. */
  private long time(Setting setting) {
    boolean adt = setting.messageCode().equals("ADT");
    long time = adt ? micros(setting.segment("EVN"), 2) : Long.MIN_VALUE;
    if (time == Long.MIN_VALUE) {
      time = micros(message.first("MSH"), 7);
    }
    if (time == Long.MIN_VALUE) {
      add(
          Finding.warning(
              ProblemCode.REQUIRED_MISSING,
              "MSH-7",
              "No time of the event: what is known with a time stays."));
      return 0;
    }
    return time;
  }

  long micros(@Nullable Segment segment, int field) {
    return segment == null
        ? Long.MIN_VALUE
        : FhirTimes.micros(segment.text(field, 1, 1, 1), feed.zone());
  }

  /** Labels of a map's resources by its own fields. */
  List<String> labels(MapPlan map, Setting setting) {
    List<String> labels = new ArrayList<>(0);
    for (SecurityPlan rule : plan.security()) {
      if (rule.map().equals(map.name())) {
        label(rule, setting.segment(rule.path().segment()), labels);
      }
    }
    return labels;
  }

  private List<String> messageLabels() {
    List<String> labels = new ArrayList<>(feed.source().security());
    for (SecurityPlan rule : plan.security()) {
      if (rule.map().isEmpty()) {
        for (int i = 0; i < message.segmentCount(); i++) {
          if (message.segment(i).name().equals(rule.path().segment())) {
            label(rule, message.segment(i), labels);
          }
        }
      }
    }
    return labels;
  }

  private void label(SecurityPlan rule, @Nullable Segment segment, List<String> labels) {
    if (segment == null) {
      return;
    }
    int field = rule.path().field();
    for (int i = 1; i <= segment.repetitions(field); i++) {
      String code = segment.text(field, i, 1, 0).strip();
      if (code.isEmpty()) {
        continue;
      }
      CodeTable.Target target = rule.table() == null ? null : rule.table().find(code);
      draft.begin(0);
      draft.use(segment, field, i, 0);
      draft.commit();
      if (target == null) {
        labels.add(SecurityPlan.RESTRICTED);
      } else if (!target.code().isEmpty()) {
        labels.add(target.system() + "|" + target.code());
      }
    }
  }

  Feed feed() {
    return feed;
  }

  RuleWitness ruleWitness() {
    return ruleWitness;
  }

  Draft draft() {
    return draft;
  }

  Statements statements() {
    return statements;
  }

  void add(Finding finding) {
    findings.add(finding);
  }

  void assumed(int key, int level, RulePlan rule, Segment segment) {
    assumptions.add(key, level, rule, plan.ruleIds().get(rule.ordinal()), segment);
  }

  void add(Snapshot snapshot) {
    snapshots.add(snapshot);
  }

  private Translation result(Translation.Result result, boolean keepAll) {
    boolean untranslatable = result == Translation.Result.UNTRANSLATABLE;
    BitSet bytes = untranslatable ? new BitSet() : used;
    Accounting accounting =
        LeafAccount.of(message, bytes, plan.leaves(), keepAll || untranslatable, findings, witness);
    if (!accounting.closes()) {
      throw new IllegalStateException("the leaves of a message do not add up");
    }
    return new Translation(
        result,
        plan.hash(),
        untranslatable ? List.of() : statements.keys(),
        untranslatable ? List.of() : statements.all(),
        untranslatable ? List.of() : snapshots,
        untranslatable ? List.of() : merges,
        untranslatable ? List.of() : moves,
        findings,
        accounting,
        draft.unmapped());
  }
}
