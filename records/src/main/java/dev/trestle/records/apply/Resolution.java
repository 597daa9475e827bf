package dev.trestle.records.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.record.RecordApplier.PatientNames;
import dev.trestle.kernel.statement.Move;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.records.fold.HeldSlot;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.store.NameStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one translation as resources. The subject comes first, since its id is part of the
 * names of what belongs to it. Changes nothing that other entries see until {@link #accept}.
 */
final class Resolution {
  private static final String PATIENT = "Patient";

  private final Names names;
  private final LongSupplier nextRid;
  private final Moves moves;
  private final AccountMoves accounts;
  private final VisitMoves visits;
  private final Function<Move, Stamp> stamps;
  private final Translation translation;
  private final Map<ResourceKey, Move> movesOf = new HashMap<>(0);

  /** The Patients of what hangs on a visit that is another patient's. */
  private final Map<ResourceKey, Resolved> owners = new HashMap<>(0);

  private final List<Moved> moved = new ArrayList<>(0);
  private final Map<ResourceKey, Resolved> byKey = new LinkedHashMap<>();
  private final Map<UUID, Resolved> byHash = new HashMap<>();
  private final Map<UUID, Long> joined = new HashMap<>();
  private final List<Resolved> inOrder;
  private final List<Finding> findings = new ArrayList<>(0);
  private @Nullable Finding conflict;
  private @Nullable Renumbering renumbering;

  private Resolution(
      Translation translation,
      Names names,
      LongSupplier nextRid,
      Moves moves,
      Function<Move, Stamp> stamps) {
    this.translation = translation;
    this.names = names;
    this.nextRid = nextRid;
    this.moves = moves;
    this.accounts = moves.accounts();
    this.visits = new VisitMoves(moves, accounts, names);
    this.stamps = stamps;
    this.inOrder = new ArrayList<>(translation.keys().size());
  }

  /**
   * Resolves all keys of a translation.
   *
   * @param nextRid gives numbers to new resources
   * @param stamps rank of each of its moves
   */
  static Resolution of(
      Translation translation,
      Names names,
      LongSupplier nextRid,
      Moves moves,
      Function<Move, Stamp> stamps)
      throws SQLException {
    Resolution resolution = new Resolution(translation, names, nextRid, moves, stamps);
    for (Move move : translation.moves()) {
      if (!move.isOfNumbers()) {
        resolution.movesOf.put(translation.keys().get(move.key()), move);
      }
    }
    for (ResourceKey key : resolution.movesOf.keySet()) {
      // An account first: its visits go with it.
      if (key.type().equals(AccountMoves.ACCOUNT)) {
        resolution.resolve(key);
      }
    }
    for (ResourceKey key : translation.keys()) {
      // A visit first: whose it is, is whose everything is that hangs on it.
      if (key.type().equals(Hanging.ENCOUNTER)) {
        resolution.resolve(key);
      }
    }
    for (ResourceKey key : translation.keys()) {
      if (key.patient() != null && !key.type().equals(Hanging.ENCOUNTER)) {
        resolution.notice(key);
      }
    }
    for (ResourceKey key : translation.keys()) {
      resolution.inOrder.add(resolution.resolve(key));
    }
    for (Move move : translation.moves()) {
      if (move.isOfNumbers()) {
        resolution.renumber(move);
      }
    }
    return resolution;
  }

  /** The resource of {@link Translation#keys()} at an index. */
  Resolved at(int key) {
    return inOrder.get(key);
  }

  /** The same as what is said about another key means it: whose a moved visit is. */
  Resolved at(int key, int about) {
    if (owners.isEmpty()) {
      return at(key);
    }
    ResourceKey subject = translation.keys().get(about).patient();
    Resolved owner = owners.get(translation.keys().get(about));
    boolean isSubject = subject != null && subject.equals(translation.keys().get(key));
    return owner != null && isSubject ? owner : at(key);
  }

  /** All names that lead to a visit. */
  Set<UUID> names(Working visit) throws SQLException {
    return visits.names(visit);
  }

  /** What the translation moves. */
  List<Moved> moved() {
    return moved;
  }

  private Resolved patient(long rid) throws SQLException {
    for (Resolved known : byKey.values()) {
      if (known.rid() == rid) {
        return known;
      }
    }
    return new Resolved(PATIENT, rid, moves.id(rid), rid, false, new ArrayList<>(0));
  }

  /** The resource of a key that the translation names, directly or as a subject. */
  Resolved of(ResourceKey key) {
    Resolved resolved = byKey.get(key);
    if (resolved == null) {
      throw new IllegalArgumentException("not a key of this translation");
    }
    return resolved;
  }

  /** All resources named, in order. */
  List<Resolved> all() {
    return List.copyOf(byKey.values());
  }

  /** What was noticed about the names. */
  List<Finding> findings() {
    return findings;
  }

  /** Why the entry cannot be applied, if so. */
  Optional<Finding> conflict() {
    return Optional.ofNullable(conflict);
  }

  private Resolved resolve(ResourceKey key) throws SQLException {
    Resolved known = byKey.get(key);
    if (known != null) {
      return known;
    }
    ResourceKey subjectKey = key.patient();
    Resolved subject = subjectKey == null ? null : resolve(subjectKey);
    Resolved owner = owners.get(key);
    subject = owner == null ? subject : owner;
    List<UUID> hashes = names.hashes(key, subject == null ? null : subject.id());
    Move move = movesOf.get(key);
    Resolved resolved =
        key.type().equals(PATIENT)
            ? patient(key, hashes)
            : move == null || subject == null
                ? lookUp(key, subject, hashes)
                : move(move, key, subject, hashes);
    if (subject != null && move == null && key.type().equals(Hanging.ENCOUNTER)) {
      resolved = ofAccount(key, resolved, subject);
    }
    byKey.put(key, resolved);
    if (subject != null && key.type().equals(Hanging.ENCOUNTER)) {
      follow(key, resolved, subject);
    }
    if (subject != null
        && OrderNumbers.isOrder(key)
        && OrderNumbers.claim(names.hashes(key, null), resolved, subject, names, byHash)) {
      findings.add(MoveFindings.orderOfAnother());
    }
    return resolved;
  }

  /** Who is named; where a number moved since, who had it then (A43). */
  private Resolved patient(ResourceKey key, List<UUID> hashes) throws SQLException {
    NumberMoves.Earlier earlier =
        moves.numbers().earlier(hashes, names, translation, key).orElse(null);
    if (earlier == null || earlier.conflict() != null) {
      conflict = earlier == null ? conflict : earlier.conflict();
      return lookUp(key, null, hashes);
    }
    Resolved then = patient(earlier.rid());
    for (UUID hash : hashes) {
      if (names.find(hash).isEmpty()) {
        then.newNames().add(hash);
      }
      byHash.put(hash, then);
    }
    Resolved owner = patient(earlier.ownerRid());
    for (ResourceKey other : translation.keys()) {
      if (key.equals(other.patient())) {
        owners.put(other, owner);
      }
    }
    findings.add(MoveFindings.saidBeforeTheMove());
    return then;
  }

  private void renumber(Move move) throws SQLException {
    renumbering = Renumbering.of(translation, move, at(move.key()), names, moves);
    conflict = renumbering.conflict() == null ? conflict : renumbering.conflict();
  }

  /** Numbers that the translation moves, or null. */
  @Nullable Renumbering renumbering() {
    return renumbering;
  }

  /** A visit with its names under both patients; of the one who the last move says. */
  private Resolved move(Move move, ResourceKey key, Resolved subject, List<UUID> hashes)
      throws SQLException {
    ResourceKey formerPatient = move.former().patient();
    if (formerPatient == null) {
      throw new IllegalArgumentException("a move from nobody");
    }
    Resolved former = resolve(formerPatient);
    List<UUID> all = visits.hashes(move, hashes, former);
    Stamp stamp = stamps.apply(move);
    return key.type().equals(AccountMoves.ACCOUNT)
        ? moveAccount(move, former, lookUp(key, subject, all), subject, stamp, all)
        : moveVisit(move, former, subject, stamp, all);
  }

  private Resolved moveAccount(
      Move move, Resolved former, Resolved found, Resolved subject, Stamp stamp, List<UUID> hashes)
      throws SQLException {
    AccountMoves.Along along =
        accounts.along(translation, move, found, former.rid(), subject.rid(), stamp);
    conflict = along.conflict() == null ? conflict : along.conflict();
    findings.addAll(along.findings());
    Resolved thing = found.of(along.patientRid());
    hashes.forEach(hash -> byHash.put(hash, thing));
    long owner = found.isNew() ? 0 : found.patientRid();
    moved.add(new Moved(move, thing, former, owner, stamp, along.standing(), along.things(), null));
    along.visits().forEach(visit -> moved.add(visit.of(former)));
    return thing;
  }

  /** A visit, where all that was decided of it and of its account says it is. */
  private Resolved moveVisit(
      Move move, Resolved former, Resolved subject, Stamp stamp, List<UUID> hashes)
      throws SQLException {
    ResourceKey key = translation.keys().get(move.key());
    Working shell = visits.shell(hashes);
    Resolved found = lookUp(key, subject, visits.without(hashes, shell));
    VisitMoves.Place place =
        visits.place(translation, move.key(), found, shell, subject.rid(), stamp);
    if (found.isNew() && place.patientRid() != subject.rid()) {
      Resolved known =
          named(key, names.hashes(key, moves.id(place.patientRid())), place.patientRid());
      if (known != null) {
        known.newNames().addAll(found.newNames());
        found = known;
      }
    }
    Resolved thing = found.of(place.patientRid());
    hashes.forEach(hash -> byHash.put(hash, thing));
    long owner = found.isNew() ? 0 : found.patientRid();
    List<Working> things = List.of();
    if (owner != 0 && owner != thing.patientRid()) {
      things = moves.withHanging(found.rid());
      conflict = things.isEmpty() ? MoveFindings.tooLarge() : conflict;
    }
    moved.add(new Moved(move, thing, former, owner, stamp, place.standing(), things, shell));
    return thing;
  }

  /** A visit of an account that went to another patient goes there, also when it is new. */
  private Resolved ofAccount(ResourceKey key, Resolved visit, Resolved subject)
      throws SQLException {
    long whose = visit.isNew() ? subject.rid() : visit.patientRid();
    if (subject.isNew() || !moves.gaveAway(whose)) {
      return visit;
    }
    Set<String> numbers = AccountMoves.numbers(translation, translation.keys().indexOf(key));
    Working account = accounts.taken(whose, numbers, moves.places().last(visit.rid()));
    HeldSlot standing = account == null ? null : moves.places().standing(account.rid);
    if (account == null || standing == null) {
      return visit;
    }
    Resolved owner = patient(account.patientRid());
    Resolved known = visit.isNew() ? named(key, visits.hashes(key, owner), owner.rid()) : null;
    if (known != null) {
      known.newNames().addAll(visit.newNames());
      names.hashes(key, subject.id()).forEach(hash -> byHash.put(hash, known));
      return ofAccount(key, known, subject);
    }
    Resolved taken = visit.of(owner.rid());
    if (visit.isNew()) {
      taken.newNames().addAll(visits.unknown(names.hashes(key, owner.id())));
    }
    names.hashes(key, subject.id()).forEach(hash -> byHash.put(hash, taken));
    List<Working> things = visit.isNew() ? List.of() : moves.withHanging(visit.rid());
    conflict = visit.isNew() || !things.isEmpty() ? conflict : MoveFindings.tooLarge();
    moved.add(new Moved(null, taken, subject, whose, standing.rank(), standing, things, null));
    return taken;
  }

  /** What one of these names leads to, if it is of this patient or was moved on from there. */
  private @Nullable Resolved named(ResourceKey key, List<UUID> hashes, long ownerRid)
      throws SQLException {
    for (UUID hash : hashes) {
      Resolved found = candidate(key, hash);
      if (found != null
          && (found.patientRid() == ownerRid || moves.places().last(found.rid()) != null)) {
        return found;
      }
    }
    return null;
  }

  /** What hangs on a visit of another patient is of that patient too. */
  private void follow(ResourceKey key, Resolved visit, Resolved subject) throws SQLException {
    if (visit.patientRid() == subject.rid()) {
      return;
    }
    Resolved owner = patient(visit.patientRid());
    Moves.hanging(translation, key).forEach(one -> owners.put(one, owner));
    if (!movesOf.containsKey(key)) {
      findings.add(MoveFindings.visitOfAnother());
    }
  }

  /**
   * An order that went to another patient with its visit, in a message that names the old number
   * and no visit, or another one: what is told with it follows, or the message says two things.
   */
  private void notice(ResourceKey key) throws SQLException {
    ResourceKey patient = key.patient();
    Resolved subject = patient == null ? null : resolve(patient);
    if (subject == null
        || subject.isNew()
        || owners.containsKey(key)
        || !moves.gaveAway(subject.rid())) {
      return;
    }
    for (UUID hash : names.hashes(key, subject.id())) {
      Optional<NameStore.Named> named = names.find(hash);
      boolean another = named.isPresent() && named.get().patientRid() != subject.rid();
      if (another && moved.stream().noneMatch(one -> one.takes(named.get().rid()))) {
        follow(key, patient(named.get().patientRid()));
        return;
      }
    }
  }

  private void follow(ResourceKey key, Resolved owner) throws SQLException {
    Set<ResourceKey> with = Moves.with(translation, key);
    for (ResourceKey visit : Moves.visits(translation, with)) {
      if (resolve(visit).patientRid() != owner.rid()) {
        conflict = MoveFindings.withAnotherVisit();
      }
    }
    with.forEach(one -> owners.put(one, owner));
    findings.add(MoveFindings.thingOfAnother());
  }

  private Resolved lookUp(ResourceKey key, @Nullable Resolved subject, List<UUID> hashes)
      throws SQLException {
    Resolved found = null;
    List<UUID> unknown = new ArrayList<>();
    for (UUID hash : hashes) {
      Resolved candidate = candidate(key, hash);
      if (candidate == null) {
        unknown.add(hash);
      } else if (found == null) {
        found = candidate;
      } else if (found.rid() != candidate.rid()) {
        conflict = MoveFindings.disagreement(key);
      }
    }
    Resolved resolved = found == null && subject != null ? formerly(key, subject) : found;
    if (resolved == null) {
      long rid = nextRid.getAsLong();
      long patient = subject != null ? subject.rid() : key.type().equals(PATIENT) ? rid : 0;
      resolved = new Resolved(key.type(), rid, hashes.get(0), patient, true, new ArrayList<>());
    }
    resolved.newNames().addAll(unknown);
    for (UUID hash : hashes) {
      byHash.put(hash, resolved);
    }
    return resolved;
  }

  /** What came with a visit from another patient still has its name under that one. */
  private @Nullable Resolved formerly(ResourceKey key, Resolved subject) throws SQLException {
    for (Moved one : moved) {
      if (one.thing().patientRid() == subject.rid()) {
        Resolved found = visits.takenAlong(one, key, subject);
        if (found != null) {
          return found;
        }
      }
    }
    if (subject.isNew()) {
      return null;
    }
    for (UUID former : moves.formerOf(subject.rid())) {
      for (UUID hash : names.hashes(key, former)) {
        Resolved candidate = candidate(key, hash);
        if (candidate != null && candidate.patientRid() == subject.rid()) {
          return candidate;
        }
      }
    }
    return null;
  }

  private @Nullable Resolved candidate(ResourceKey key, UUID hash) throws SQLException {
    Resolved here = byHash.get(hash);
    if (here != null) {
      return here;
    }
    Optional<NameStore.Named> named = names.find(hash);
    if (named.isEmpty()) {
      return null;
    }
    NameStore.Named known = named.get();
    for (Resolved other : byKey.values()) {
      if (other.rid() == known.rid()) {
        return other;
      }
    }
    return new Resolved(
        key.type(), known.rid(), known.id(), known.patientRid(), false, new ArrayList<>());
  }

  /** The Patients named, and which of their names are new ones of a source record. */
  List<PatientNames> patients() {
    List<PatientNames> patients = new ArrayList<>(1);
    for (Map.Entry<ResourceKey, Resolved> one : byKey.entrySet()) {
      if (one.getKey().type().equals(PATIENT)) {
        Resolved resolved = one.getValue();
        List<UUID> hashes = names.hashes(one.getKey(), null);
        List<UUID> fresh =
            hashes.stream()
                .filter(hash -> joined.getOrDefault(hash, 0L) == resolved.rid())
                .toList();
        patients.add(new PatientNames(resolved.rid(), hashes, fresh));
      }
    }
    return patients;
  }

  /** Makes the names of a resource that is written known to the entries that follow. */
  List<NameStore.Entry> accept(Resolved resolved) {
    List<NameStore.Entry> aliases = new ArrayList<>();
    NameStore.Named named =
        new NameStore.Named(resolved.rid(), resolved.id(), resolved.patientRid());
    for (UUID hash : resolved.newNames()) {
      names.learn(hash, named);
      if (!hash.equals(resolved.id())) {
        aliases.add(new NameStore.Entry(hash, resolved.rid()));
        joined.put(hash, resolved.rid());
      }
    }
    resolved.newNames().clear();
    return aliases;
  }
}
