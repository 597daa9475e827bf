package dev.trestle.records.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Change;
import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.record.RecordApplier.PatientMerge;
import dev.trestle.kernel.record.RecordApplier.PatientNames;
import dev.trestle.kernel.record.RecordApplier.Verdict;
import dev.trestle.kernel.statement.Merge;
import dev.trestle.kernel.statement.Move;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Snapshot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.records.apply.Overlays.Overlay;
import dev.trestle.records.apply.Working.Outcome;
import dev.trestle.records.apply.Working.Said;
import dev.trestle.records.fold.CollectionState;
import dev.trestle.records.fold.HeldSlot;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.store.MoveStore;
import dev.trestle.records.store.NameStore;
import dev.trestle.records.store.NumberStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One entry: resolve, check, and only then fold. */
final class EntryApplication {
  private static final String PATIENT = "Patient";
  private static final String SOMEONE_ELSE =
      "The number is that of a patient with another name and another date of birth or sex.";

  /** How a visit ends that another one stands for. */
  private static final Slot ERROR =
      new Slot(
          "status[list:moves]",
          JsonNodeFactory.instance.stringNode("entered-in-error"),
          null,
          List.of());

  private static final String TEST_DATA =
      "http://terminology.hl7.org/CodeSystem/v3-ActReason|HTEST";

  private final Entry entry;
  private final Translation translation;
  private final Head head;
  private final Lists lists;
  private final WorkingSet working;
  private final BatchWriter writer;
  private final Resolution resolution;
  private final Names names;
  private final Moves moves;
  private final Overlays overlays;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<Long, List<Said>> said = new LinkedHashMap<>();

  private EntryApplication(
      Entry entry,
      Head head,
      Lists lists,
      WorkingSet working,
      BatchWriter writer,
      Names names,
      Moves moves,
      Overlays overlays)
      throws SQLException {
    this.entry = entry;
    this.translation = entry.translation();
    this.head = head;
    this.lists = lists;
    this.working = working;
    this.writer = writer;
    this.names = names;
    this.moves = moves;
    this.overlays = overlays;
    this.resolution =
        Resolution.of(
            translation,
            names,
            head::nextRid,
            moves,
            move -> stamp(Statement.MOVED, move.timeMicros()));
  }

  static Applied run(
      Entry entry,
      Head head,
      Names names,
      Lists lists,
      WorkingSet working,
      BatchWriter writer,
      Moves moves,
      Overlays overlays)
      throws SQLException {
    return new EntryApplication(entry, head, lists, working, writer, names, moves, overlays).run();
  }

  private Applied run() throws SQLException {
    Optional<Finding> refusal = unknownType().or(resolution::conflict);
    if (refusal.isEmpty()) {
      refusal = collectStatements();
    }
    if (refusal.isPresent()) {
      return new Applied(
          entry.seq(),
          Verdict.REFUSED,
          0,
          0,
          List.of(),
          refusal.get(),
          List.of(),
          List.of(),
          List.of(),
          List.of());
    }
    findings.addAll(resolution.findings());
    for (Moved move : resolution.moved()) {
      move(move);
    }
    if (resolution.renumbering() != null) {
      renumber(resolution.renumbering());
    }
    collectMentions();
    for (Snapshot snapshot : translation.snapshots()) {
      collectList(snapshot);
    }
    return foldAll();
  }

  private Optional<Finding> unknownType() {
    for (ResourceKey key : translation.keys()) {
      if (FhirTypes.number(key.type()).isEmpty()) {
        return Optional.of(
            Finding.error(
                ProblemCode.MAPPING_INVALID,
                "",
                "The mapping names a type that R4 does not have."));
      }
    }
    return Optional.empty();
  }

  /** What is said about each resource; nothing is changed yet. */
  private Optional<Finding> collectStatements() throws SQLException {
    for (Statement statement : translation.statements()) {
      Resolved resolved = resolution.at(statement.key());
      List<Slot> slots =
          withoutNumbers(
              statement, References.resolve(statement.slots(), resolution, statement.key()));
      Stamp stamp = stamp(statement.level(), statement.timeMicros());
      Said one = new Said(stamp, statement.security(), slots);
      Optional<Overlay> overlay = overlay(resolved, slots);
      if (overlay.isPresent()) {
        if (statement.level() <= Statement.FILL_ONLY || decidesOfPatients()) {
          overlays.refuse(overlay.get(), entry);
          return Optional.of(Finding.error(ProblemCode.IDENTITY_MISMATCH, "PID", SOMEONE_ELSE));
        }
        findings.add(
            Finding.warning(
                ProblemCode.IDENTITY_MISMATCH,
                "PID",
                SOMEONE_ELSE + " What the message says of the patient is held."));
        overlays.hold(overlay.get(), entry, one, resolved.newNames());
        resolved.newNames().clear();
        one = new Said(stamp, statement.security(), List.of());
      }
      add(resolved.rid(), one);
    }
    return Optional.empty();
  }

  /** Numbers that stay with their record, which is linked, are not the other record's as well. */
  private List<Slot> withoutNumbers(Statement statement, List<Slot> slots) {
    Renumbering numbers = resolution.renumbering();
    return numbers == null || !numbers.isWhole() || statement.key() != numbers.move().key()
        ? slots
        : slots.stream().filter(slot -> !numbers.listed().contains(slot.path())).toList();
  }

  /** Numbers lead to another Patient from now on, and are no more those of the one who had them. */
  private void renumber(Renumbering numbers) {
    for (Renumbering.Decided one : numbers.decided()) {
      moves
          .numbers()
          .decided(
              new NumberStore.Decision(
                  one.name(),
                  one.rid(),
                  one.fromRid(),
                  one.toRid(),
                  entry.seq(),
                  entry.source().toString(),
                  numbers.move().timeMicros()));
    }
    writer.moveNames(
        numbers.joins().stream().map(name -> new NameStore.Entry(name, numbers.owner())).toList());
    Stamp stamp = stamp(Statement.MOVED, numbers.ranked());
    for (long rid : numbers.without()) {
      for (String number : numbers.listed()) {
        say(rid, new Slot(number, null, null, List.of()), stamp);
      }
    }
  }

  /** Which names lead where from now on. */
  private List<PatientNames> patients() {
    Renumbering numbers = resolution.renumbering();
    List<PatientNames> patients = new ArrayList<>(resolution.patients());
    if (numbers != null && !numbers.joins().isEmpty() && !numbers.isWhole()) {
      List<UUID> joined = List.copyOf(numbers.joins());
      patients.add(new PatientNames(numbers.owner(), joined, joined));
    }
    return patients;
  }

  /** The visit and what hangs on it become the other patient's. */
  private void move(Moved one) throws SQLException {
    HeldSlot standing = one.standing();
    Slot subject = standing == null ? subject(one) : standing.toSlot();
    Stamp stamp = standing == null ? one.stamp() : standing.rank();
    long to = one.thing().patientRid();
    if (one.shell() != null) {
      tell(one, one.shell());
    }
    boolean otherwise = one.move() == null || standing != null;
    Working visit = working.find(one.thing().rid()).orElse(null);
    if (visit == null && otherwise) {
      JsonNode value = subject.value();
      JsonNode whose = value != null && value.isArray() ? value.path(0) : value;
      boolean isList = one.thing().type().equals(AccountMoves.ACCOUNT);
      Slot said = new Slot("subject", whose, null, subject.origins());
      say(one.thing().rid(), isList ? subject : said, stamp);
    } else if (visit != null) {
      Stamp above = Places.above(visit, stamp);
      if (otherwise || !above.equals(stamp)) {
        say(visit.rid, Moves.subject(visit, subject), above);
      }
    }
    for (Working thing : one.things()) {
      if (thing.rid != one.thing().rid()) {
        say(thing.rid, Moves.subject(thing, subject), Places.above(thing, stamp));
      }
      thing.moveTo(to);
      names.moved(thing.rid, to);
    }
  }

  /**
   * What a move that came too early said of a visit is said of the visit itself, and all its names
   * lead there; what the move had made says nothing more.
   */
  private void tell(Moved one, Working shell) throws SQLException {
    long rid = one.thing().rid();
    for (HeldSlot slot : shell.state().slots()) {
      if (!slot.isVacant() && !Moves.isSubject(slot)) {
        add(
            rid,
            new Said(slot.setBy(), List.copyOf(shell.state().security()), List.of(slot.toSlot())));
        if (slot.key().event() == null && !slot.rank().equals(slot.setBy())) {
          add(rid, new Said(slot.rank(), List.of(), List.of(slot.toSlot())));
        }
      }
    }
    Stamp stamp = Places.aboveAll(shell, one.stamp());
    for (HeldSlot slot : shell.state().slots()) {
      if (slot.value() != null && slot.key().event() == null && !Moves.isSubject(slot)) {
        say(shell.rid, new Slot(slot.key().path(), null, null, List.of()), stamp);
      }
    }
    say(shell.rid, ERROR, stamp);
    NameStore.Named visit = new NameStore.Named(rid, one.thing().id(), one.thing().patientRid());
    List<NameStore.Entry> entries = new ArrayList<>();
    for (UUID name : resolution.names(shell)) {
      entries.add(new NameStore.Entry(name, rid));
      names.learn(name, visit);
    }
    writer.moveNames(entries);
  }

  private void say(long rid, Slot slot, Stamp stamp) {
    add(rid, new Said(stamp, List.of(), List.of(slot)));
  }

  /** The decision, whether or not a later one stands. */
  private void keep(Moved one) throws SQLException {
    Working shell = one.shell();
    if (shell != null) {
      for (MoveStore.Decision said : moves.places().of(shell.rid)) {
        moves.decided(said.of(one.thing().rid()));
      }
    }
    Move move = one.move();
    if (move == null) {
      return;
    }
    ResourceKey patient = translation.keys().get(move.key()).patient();
    if (patient == null) {
      throw new IllegalArgumentException("a move to nobody");
    }
    long to = resolution.of(patient).rid();
    keep(one, move, one.former().rid(), to);
    boolean fromAnother = one.ownerRid() != 0 && one.ownerRid() != one.former().rid();
    if (!one.things().isEmpty() && fromAnother) {
      keep(one, move, one.ownerRid(), to);
    }
  }

  private void keep(Moved one, Move move, long from, long to) throws SQLException {
    moves.decided(
        new MoveStore.Decision(
            one.thing().rid(),
            from,
            to,
            entry.seq(),
            entry.source().toString(),
            move.timeMicros(),
            one.things().size()));
  }

  /** Whose the visit is, as the message says it. */
  private Slot subject(Moved one) throws SQLException {
    Move move = one.move();
    for (Statement statement : translation.statements()) {
      if (move != null && statement.key() == move.key() && statement.level() == Statement.MOVED) {
        return References.resolve(statement.slots(), resolution, statement.key()).get(0);
      }
    }
    throw new IllegalStateException("a move without a subject");
  }

  private Optional<Overlay> overlay(Resolved resolved, List<Slot> slots) throws SQLException {
    Optional<Working> stored =
        resolved.type().equals(PATIENT) ? working.find(resolved.rid()) : Optional.empty();
    return stored.isPresent() ? overlays.look(stored.get(), slots) : Optional.empty();
  }

  /** A message that links patients or moves something between them is for a person, whole. */
  private boolean decidesOfPatients() {
    return !translation.merges().isEmpty() || !translation.moves().isEmpty();
  }

  private Stamp stamp(int level, long timeMicros) {
    return new Stamp(
        level,
        timeMicros,
        entry.source().toString(),
        entry.position(),
        entry.seq(),
        translation.mapping());
  }

  private void add(long rid, Said one) {
    said.computeIfAbsent(rid, fresh -> new ArrayList<>(1)).add(one);
  }

  /** Patients and owners exist as soon as something belongs to them. */
  private void collectMentions() {
    for (ResourceKey key : translation.keys()) {
      ResourceKey subject = key.patient();
      if (subject != null) {
        mention(resolution.of(subject));
      }
    }
    translation.snapshots().forEach(snapshot -> mention(resolution.at(snapshot.owner())));
    resolution.moved().forEach(move -> mention(move.former()));
    for (Merge merge : translation.merges()) {
      mention(resolution.at(merge.survivor()));
      mention(resolution.at(merge.retired()));
    }
  }

  private void mention(Resolved resolved) {
    if (resolved.isNew()) {
      said.computeIfAbsent(resolved.rid(), fresh -> new ArrayList<>(1));
    }
  }

  private void collectList(Snapshot snapshot) throws SQLException {
    List<Long> named = new ArrayList<>();
    snapshot.members().forEach(member -> named.add(resolution.at(member).rid()));
    long owner = resolution.at(snapshot.owner()).rid();
    CollectionState state = lists.change(lists.key(owner, snapshot));
    Stamp stamp = stamp(snapshot.level(), snapshot.timeMicros());
    for (CollectionState.Decision decision : state.fold(stamp, named)) {
      Inactivation.slot(snapshot.type(), snapshot.collection(), decision.named())
          .ifPresent(
              slot -> add(decision.rid(), new Said(decision.stamp(), List.of(), List.of(slot))));
    }
  }

  private Applied foldAll() throws SQLException {
    Map<Long, Resolved> byRid = new LinkedHashMap<>();
    resolution.all().forEach(resolved -> byRid.put(resolved.rid(), resolved));
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    List<Change> changes = new ArrayList<>();
    List<Long> repeated = new ArrayList<>();
    for (Map.Entry<Long, List<Said>> one : said.entrySet()) {
      Working resource = resource(one.getKey(), byRid.get(one.getKey()));
      Outcome outcome =
          resource.fold(entry.seq(), one.getValue(), head::nextTimeMicros, writer::keep);
      counts.merge(outcome, 1, Integer::sum);
      if (outcome == Outcome.UNCHANGED) {
        repeated.add(resource.rid);
      } else {
        changes.add(
            new Change(
                resource.type,
                resource.id.toString(),
                resource.rid,
                resource.patientRid(),
                resource.version(),
                resource.lastUpdatedMicros()));
      }
    }
    for (Moved move : resolution.moved()) {
      keep(move);
    }
    List<PatientMerge> merges = merges();
    return new Applied(
        entry.seq(),
        changes.isEmpty() ? Verdict.UNCHANGED : Verdict.APPLIED,
        counts.getOrDefault(Outcome.CREATED, 0),
        counts.getOrDefault(Outcome.UPDATED, 0),
        repeated,
        null,
        findings,
        changes,
        merges,
        patients());
  }

  private Working resource(long rid, @org.jspecify.annotations.Nullable Resolved named)
      throws SQLException {
    if (named != null) {
      writer.alias(resolution.accept(named));
    }
    Optional<Working> known = working.find(rid);
    if (known.isPresent()) {
      return known.get();
    }
    if (named == null) {
      throw new IllegalStateException("a list names a resource that is not there");
    }
    Working fresh = Working.fresh(named);
    working.add(fresh);
    return fresh;
  }

  private List<PatientMerge> merges() throws SQLException {
    List<PatientMerge> merges = new ArrayList<>();
    for (Merge merge : translation.merges()) {
      if (isTest(resolution.at(merge.survivor()).rid())
          || isTest(resolution.at(merge.retired()).rid())) {
        findings.add(testPatient());
        continue;
      }
      merges.add(
          new PatientMerge(
              resolution.at(merge.survivor()).rid(),
              resolution.at(merge.retired()).rid(),
              merge.timeMicros(),
              merge.word()));
    }
    Renumbering numbers = resolution.renumbering();
    for (PatientMerge merge : numbers == null ? List.<PatientMerge>of() : numbers.merges()) {
      if (isTest(merge.survivorRid()) || isTest(merge.retiredRid())) {
        findings.add(testPatient());
      } else {
        merges.add(merge);
      }
    }
    return merges;
  }

  private static Finding testPatient() {
    return Finding.information(
        ProblemCode.TEST_PATIENT, "MRG", "A test patient is never linked; no merge.");
  }

  /** Test patients are searchable, and never linked (DESIGN §4 Environment). */
  private boolean isTest(long rid) throws SQLException {
    Optional<Working> patient = working.find(rid);
    return patient.isPresent() && patient.get().state().security().contains(TEST_DATA);
  }
}
