package dev.trestle.records.apply;

import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.records.apply.Hanging.Thing;
import dev.trestle.records.fold.HeldSlot;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.fold.StatementDelta;
import dev.trestle.records.store.MoveStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Whose things are that a source moved from one patient to another (DESIGN §4 "Merges and moves").
 * A moved visit keeps its id and changes its subject; its names under both patients lead to it.
 */
final class Moves {
  /** Charts are read whole to find what hangs on a visit. */
  static final int CHART_LIMIT = 50_000;

  private static final String SUBJECT = "subject";
  private static final String REFERENCE = "reference";
  private static final String PATIENT = "Patient/";
  private static final String VISIT = Hanging.ENCOUNTER + "/";
  private static final String CHARGE = "ChargeItem";

  private final MoveStore store;
  private final WorkingSet working;
  private final Statements statements;
  private final NumberMoves numbers;
  private final long firstNewRid;
  private final Map<Long, Set<UUID>> former = new HashMap<>();
  private final Set<Long> givers = new HashSet<>();
  private final Map<Long, Set<Long>> given = new HashMap<>(0);
  private final Places places;
  private final List<MoveStore.Decision> decisions = new ArrayList<>();

  /**
   * @param firstNewRid Patients from here on are made by this batch: no table has moves of them
   */
  Moves(
      MoveStore store,
      WorkingSet working,
      Statements statements,
      NumberMoves numbers,
      long firstNewRid) {
    this.store = store;
    this.working = working;
    this.statements = statements;
    this.numbers = numbers;
    this.firstNewRid = firstNewRid;
    this.places = new Places(store, working, this, firstNewRid);
  }

  /** Reads set-wise from whom something came to these Patients. */
  void prefetch(Collection<Long> patients) throws SQLException {
    Set<Long> fresh = new HashSet<>(patients);
    fresh.removeAll(former.keySet());
    Map<Long, Set<UUID>> found = store.former(fresh, givers, numbers.concerned());
    fresh.forEach(rid -> former.put(rid, found.getOrDefault(rid, Set.of())));
  }

  /** The Patients under whose numbers something of this one may be named. */
  Set<UUID> formerOf(long patientRid) throws SQLException {
    if (patientRid < firstNewRid && !former.containsKey(patientRid)) {
      prefetch(Set.of(patientRid));
    }
    return former.getOrDefault(patientRid, Set.of());
  }

  /** Whether something of a Patient was moved to another one. */
  boolean gaveAway(long patientRid) throws SQLException {
    formerOf(patientRid);
    return givers.contains(patientRid);
  }

  /** Which visits accounts cover. */
  AccountMoves accounts() {
    return new AccountMoves(this, working);
  }

  /** Where visits are by all that was decided. */
  Places places() {
    return places;
  }

  /** What numbers meant when. */
  NumberMoves numbers() {
    return numbers;
  }

  /** Everything that was said of something before this batch. */
  List<StatementDelta> said(long rid) throws SQLException {
    return rid < firstNewRid ? statements.of(rid) : List.of();
  }

  /** Something that is there. */
  Working thing(long rid) throws SQLException {
    return working.find(rid).orElseThrow(() -> new IllegalStateException("nothing is there"));
  }

  /** The id of a Patient that is there. */
  UUID id(long patientRid) throws SQLException {
    return working
        .find(patientRid)
        .map(patient -> patient.id)
        .orElseThrow(() -> new IllegalStateException("a visit is of nobody"));
  }

  /** What went from a Patient to another one by a decision of its own. */
  Set<Long> given(long patientRid) throws SQLException {
    if (!gaveAway(patientRid)) {
      return Set.of();
    }
    Set<Long> known = given.get(patientRid);
    if (known == null) {
      known = new LinkedHashSet<>(store.given(patientRid));
      given.put(patientRid, known);
      for (MoveStore.Decision decision : decisions) {
        if (decision.fromRid() == patientRid) {
          known.add(decision.rid());
        }
      }
    }
    return known;
  }

  /** Whether a move of this rank says whose something is, whatever was said of it before. */
  boolean stands(long rid, Stamp stamp) throws SQLException {
    Working thing = working.find(rid).orElse(null);
    if (thing == null) {
      return true;
    }
    for (HeldSlot slot : thing.state().slots()) {
      if (isSubject(slot) && slot.rank().compareTo(stamp) > 0) {
        return false;
      }
    }
    return true;
  }

  /** The keys of a translation that hang on a visit of it. */
  static Set<ResourceKey> hanging(Translation translation, ResourceKey visit) {
    return keys(translation, Hanging.on(name(translation, visit), things(translation, visit)));
  }

  /** The keys of a translation that are told together with one of them, itself among them. */
  static Set<ResourceKey> with(Translation translation, ResourceKey key) {
    return keys(translation, Hanging.with(name(translation, key), things(translation, key)));
  }

  /** The visits that some keys of a translation refer to. */
  static Set<ResourceKey> visits(Translation translation, Set<ResourceKey> some) {
    Set<ResourceKey> visits = new HashSet<>();
    for (ResourceKey one : some) {
      Thing thing = things(translation, one).get(name(translation, one));
      if (thing != null) {
        keys(translation, thing.refers()).stream()
            .filter(key -> key.type().equals(Hanging.ENCOUNTER))
            .forEach(visits::add);
      }
    }
    return visits;
  }

  private static String name(Translation translation, ResourceKey key) {
    return Translation.REFERENCE_PREFIX + translation.keys().indexOf(key);
  }

  private static Set<ResourceKey> keys(Translation translation, Set<String> names) {
    Set<ResourceKey> keys = new HashSet<>();
    for (String name : names) {
      if (name.startsWith(Translation.REFERENCE_PREFIX)) {
        String index = name.substring(Translation.REFERENCE_PREFIX.length());
        keys.add(translation.keys().get(Integer.parseInt(index)));
      }
    }
    return keys;
  }

  /** What the patient of a key has in a translation. */
  private static Map<String, Thing> things(Translation translation, ResourceKey of) {
    Map<String, Set<String>> refers = new HashMap<>();
    for (Statement statement : translation.statements()) {
      Set<String> found =
          refers.computeIfAbsent(
              Translation.REFERENCE_PREFIX + statement.key(), fresh -> new HashSet<>());
      for (Slot slot : statement.slots()) {
        JsonNode value = slot.value();
        if (value != null) {
          collect(value, found);
        }
      }
    }
    Map<String, Thing> things = new HashMap<>();
    for (int i = 0; i < translation.keys().size(); i++) {
      ResourceKey key = translation.keys().get(i);
      if (key.patient() != null && key.patient().equals(of.patient())) {
        String name = Translation.REFERENCE_PREFIX + i;
        Set<String> found = refers.getOrDefault(name, Set.of());
        boolean ofVisit =
            keys(translation, found).stream()
                .anyMatch(other -> other.type().equals(Hanging.ENCOUNTER));
        things.put(name, new Thing(key.type(), found, ofVisit));
      }
    }
    return things;
  }

  /** Whether a Patient has more than is read to find what hangs on something of it. */
  boolean isTooLarge(long patientRid) throws SQLException {
    return store.chart(patientRid, CHART_LIMIT + 1).size() > CHART_LIMIT;
  }

  /** All that a Patient has, as it is in this batch; empty when that is too much. */
  List<Working> chart(long patientRid) throws SQLException {
    List<Long> rids = store.chart(patientRid, CHART_LIMIT + 1);
    if (rids.size() > CHART_LIMIT) {
      return List.of();
    }
    Set<Long> all = new LinkedHashSet<>(rids);
    working.prefetch(rids);
    working.touched().forEach(one -> all.add(one.rid));
    List<Working> chart = new ArrayList<>();
    for (long rid : all) {
      Working one = working.find(rid).orElse(null);
      if (one != null && one.patientRid() == patientRid && rid != patientRid) {
        chart.add(one);
      }
    }
    return chart;
  }

  /** A visit and what hangs on it, of all that its Patient has; empty when that is too much. */
  List<Working> withHanging(long visitRid) throws SQLException {
    Working visit = working.find(visitRid).orElseThrow();
    Map<String, Working> byName = new LinkedHashMap<>();
    Map<String, Thing> things = new HashMap<>();
    for (Working one : chart(visit.patientRid())) {
      Set<String> refers = new HashSet<>();
      collect(one.rendered(), refers);
      boolean ofVisit = refers.stream().anyMatch(other -> other.startsWith(VISIT));
      byName.put(one.type + "/" + one.id, one);
      things.put(one.type + "/" + one.id, new Thing(one.type, refers, ofVisit));
    }
    if (things.isEmpty()) {
      return List.of();
    }
    List<Working> hanging = new ArrayList<>(List.of(visit));
    Set<String> names = Hanging.on(visit.type + "/" + visit.id, things);
    byName.forEach(
        (name, one) -> {
          if (names.contains(name)) {
            hanging.add(one);
          }
        });
    return hanging;
  }

  /** What names an account and no visit: charges that were sent without one. */
  List<Working> onAccountAlone(Working account) throws SQLException {
    List<Working> alone = new ArrayList<>(0);
    for (Working one : chart(account.patientRid())) {
      Set<String> refers = new HashSet<>();
      collect(one.rendered(), refers);
      if (one.type.equals(CHARGE)
          && refers.contains(account.type + "/" + account.id)
          && refers.stream().noneMatch(other -> other.startsWith(VISIT))) {
        alone.add(one);
      }
    }
    return alone;
  }

  /** Whether something of the same Patient refers to a visit. */
  boolean isReferredTo(Working visit) throws SQLException {
    for (Working one : chart(visit.patientRid())) {
      Set<String> refers = new HashSet<>();
      collect(one.rendered(), refers);
      if (refers.contains(VISIT + visit.id)) {
        return true;
      }
    }
    return false;
  }

  private static void collect(JsonNode node, Set<String> found) {
    JsonNode reference = node.get(REFERENCE);
    if (reference != null && reference.isString()) {
      found.add(reference.asString());
    }
    for (JsonNode child : node) {
      if (child.isContainer()) {
        collect(child, found);
      }
    }
  }

  /** The same subject as a resource says it: where it says it, as one value or as a list. */
  static Slot subject(Working resource, Slot said) {
    JsonNode value = said.value();
    JsonNode one = value != null && value.isArray() ? value.path(0) : value;
    for (HeldSlot slot : resource.state().slots()) {
      JsonNode held = slot.value();
      if (held != null && isSubject(slot) && isPatient(held.isArray() ? held.path(0) : held)) {
        JsonNode as = held.isArray() ? JsonNodeFactory.instance.arrayNode().add(one) : one;
        return new Slot(slot.key().path(), as, null, said.origins());
      }
    }
    return new Slot(SUBJECT, one, null, said.origins());
  }

  static boolean isSubject(HeldSlot slot) {
    String element = Slot.element(slot.key().path());
    return element.equals(SUBJECT) || element.equals("patient");
  }

  private static boolean isPatient(JsonNode value) {
    return value.path(REFERENCE).asString("").startsWith(PATIENT);
  }

  /** Keeps a decision; from here on things of the one may be named under the other. */
  void decided(MoveStore.Decision decision) throws SQLException {
    if (decision.fromRid() == decision.toRid()) {
      return;
    }
    decisions.add(decision);
    places.decided(decision);
    givers.add(decision.fromRid());
    given.computeIfPresent(
        decision.fromRid(),
        (patient, things) -> {
          things.add(decision.rid());
          return things;
        });
    Set<UUID> known = new LinkedHashSet<>(formerOf(decision.toRid()));
    known.add(id(decision.fromRid()));
    known.addAll(formerOf(decision.fromRid()));
    UUID to = id(decision.toRid());
    known.remove(to);
    former.put(decision.toRid(), known);
    // Who had something from the one has it by way of that one too.
    for (Map.Entry<Long, Set<UUID>> other : Map.copyOf(former).entrySet()) {
      if (other.getValue().contains(to)) {
        Set<UUID> more = new LinkedHashSet<>(other.getValue());
        more.addAll(known);
        more.remove(id(other.getKey()));
        former.put(other.getKey(), more);
      }
    }
  }

  void write() throws SQLException {
    store.add(decisions);
    numbers.write();
  }
}
