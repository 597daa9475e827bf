package dev.trestle.records.apply;

import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.records.apply.Hanging.Thing;
import dev.trestle.records.fold.HeldSlot;
import dev.trestle.records.fold.Stamp;
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

  private final MoveStore store;
  private final WorkingSet working;
  private final long firstNewRid;
  private final Map<Long, Set<UUID>> former = new HashMap<>();
  private final Set<Long> givers = new HashSet<>();
  private final List<MoveStore.Decision> decisions = new ArrayList<>();

  /**
   * @param firstNewRid Patients from here on are made by this batch: no table has moves of them
   */
  Moves(MoveStore store, WorkingSet working, long firstNewRid) {
    this.store = store;
    this.working = working;
    this.firstNewRid = firstNewRid;
  }

  /** Reads set-wise from whom something came to these Patients. */
  void prefetch(Collection<Long> patients) throws SQLException {
    Set<Long> fresh = new HashSet<>(patients);
    fresh.removeAll(former.keySet());
    Map<Long, Set<UUID>> found = store.former(fresh, givers);
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

  /** The id of a Patient that is there. */
  UUID id(long patientRid) throws SQLException {
    return working
        .find(patientRid)
        .map(patient -> patient.id)
        .orElseThrow(() -> new IllegalStateException("a visit is of nobody"));
  }

  /** Whether a move of this rank says whose something is, whatever was said of it before. */
  boolean stands(long rid, Stamp stamp) throws SQLException {
    Working thing = working.find(rid).orElse(null);
    if (thing == null) {
      return true;
    }
    for (HeldSlot slot : thing.state().slots()) {
      if (slot.key().path().equals(SUBJECT) && slot.rank().compareTo(stamp) > 0) {
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

  /** A visit and what hangs on it, of all that its Patient has; empty when that is too much. */
  List<Working> withHanging(long visitRid) throws SQLException {
    Working visit = working.find(visitRid).orElseThrow();
    List<Long> rids = store.chart(visit.patientRid(), CHART_LIMIT + 1);
    if (rids.size() > CHART_LIMIT) {
      return List.of();
    }
    Set<Long> all = new LinkedHashSet<>(rids);
    working.prefetch(rids);
    working.touched().forEach(one -> all.add(one.rid));
    Map<String, Working> byName = new LinkedHashMap<>();
    Map<String, Thing> things = new HashMap<>();
    for (long rid : all) {
      Working one = working.find(rid).orElse(null);
      if (one != null && one.patientRid() == visit.patientRid() && rid != one.patientRid()) {
        Set<String> refers = new HashSet<>();
        collect(one.rendered(), refers);
        boolean ofVisit = refers.stream().anyMatch(other -> other.startsWith(VISIT));
        byName.put(one.type + "/" + one.id, one);
        things.put(one.type + "/" + one.id, new Thing(one.type, refers, ofVisit));
      }
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

  /** The path under which a resource says whose it is. */
  static String subjectPath(Working resource) {
    for (HeldSlot slot : resource.state().slots()) {
      JsonNode value = slot.value();
      boolean isPatient = value != null && value.path(REFERENCE).asString("").startsWith(PATIENT);
      if (isPatient && (slot.key().path().equals(SUBJECT) || slot.key().path().equals("patient"))) {
        return slot.key().path();
      }
    }
    return SUBJECT;
  }

  /** Keeps a decision; from here on things of the one may be named under the other. */
  void decided(MoveStore.Decision decision) throws SQLException {
    if (decision.fromRid() == decision.toRid()) {
      return;
    }
    decisions.add(decision);
    givers.add(decision.fromRid());
    Set<UUID> known = new LinkedHashSet<>(formerOf(decision.toRid()));
    known.add(id(decision.fromRid()));
    known.addAll(formerOf(decision.fromRid()));
    known.remove(id(decision.toRid()));
    former.put(decision.toRid(), known);
  }

  void write() throws SQLException {
    store.add(decisions);
  }
}
