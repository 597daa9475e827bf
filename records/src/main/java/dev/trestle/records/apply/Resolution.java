package dev.trestle.records.apply;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.record.RecordApplier.PatientNames;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.records.store.NameStore;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one translation as resources. The subject comes first, since its id is part of the
 * names of what belongs to it. Changes nothing that other entries see until {@link #accept}.
 */
final class Resolution {
  private final Names names;
  private final LongSupplier nextRid;
  private final Map<ResourceKey, Resolved> byKey = new LinkedHashMap<>();
  private final Map<UUID, Resolved> byHash = new HashMap<>();
  private final Map<UUID, Long> joined = new HashMap<>();
  private final List<Resolved> inOrder;
  private final List<Finding> findings = new ArrayList<>(0);
  private @Nullable Finding conflict;

  /**
   * A key's resource.
   *
   * @param type FHIR type
   * @param rid internal number; that of a new resource counts only if the entry is accepted
   * @param id logical id
   * @param patientRid its Patient, itself for a Patient, 0 for none
   * @param isNew whether there is none yet
   * @param newNames names that lead there from now on
   */
  record Resolved(
      String type, long rid, UUID id, long patientRid, boolean isNew, List<UUID> newNames) {
    String reference() {
      return type + "/" + id;
    }
  }

  private Resolution(Names names, LongSupplier nextRid, int keys) {
    this.names = names;
    this.nextRid = nextRid;
    this.inOrder = new ArrayList<>(keys);
  }

  /**
   * Resolves all keys of a translation.
   *
   * @param nextRid gives numbers to new resources
   */
  static Resolution of(Translation translation, Names names, LongSupplier nextRid)
      throws SQLException {
    Resolution resolution = new Resolution(names, nextRid, translation.keys().size());
    for (ResourceKey key : translation.keys()) {
      resolution.inOrder.add(resolution.resolve(key));
    }
    return resolution;
  }

  /** The resource of {@link Translation#keys()} at an index. */
  Resolved at(int key) {
    return inOrder.get(key);
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
    List<UUID> hashes = names.hashes(key, subject == null ? null : subject.id());
    Resolved resolved = lookUp(key, subject, hashes);
    byKey.put(key, resolved);
    if (subject != null && isOrder(key)) {
      claimNumbers(key, resolved, subject);
    }
    return resolved;
  }

  /** Whether the numbers of a key are those of an order: used once, whoever the patient is. */
  static boolean isOrder(ResourceKey key) {
    return key.type().equals("ServiceRequest") && key.patient() != null;
  }

  /**
   * An order number belongs to the patient it was first seen for. Under a second patient it makes a
   * resource of its own and a finding, and never changes the first one's (DESIGN §4 "Resource
   * ids").
   */
  private void claimNumbers(ResourceKey key, Resolved resolved, Resolved subject)
      throws SQLException {
    boolean another = false;
    for (UUID number : names.hashes(key, null)) {
      Resolved here = byHash.get(number);
      Optional<NameStore.Named> first = here == null ? names.find(number) : Optional.empty();
      if (here != null) {
        another |= here.patientRid() != subject.rid();
      } else if (first.isPresent()) {
        another |= first.get().patientRid() != subject.rid();
      } else {
        resolved.newNames().add(number);
        byHash.put(number, resolved);
      }
    }
    if (another) {
      findings.add(
          Finding.warning(
              ProblemCode.ORDER_OTHER_PATIENT,
              "OBR",
              "The number of this order was seen for another patient before; nothing of that one"
                  + " is changed."));
    }
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
        conflict = disagreement(key);
      }
    }
    Resolved resolved = found;
    if (resolved == null) {
      long rid = nextRid.getAsLong();
      long patient = subject != null ? subject.rid() : key.type().equals("Patient") ? rid : 0;
      resolved = new Resolved(key.type(), rid, hashes.get(0), patient, true, new ArrayList<>());
    }
    resolved.newNames().addAll(unknown);
    for (UUID hash : hashes) {
      byHash.put(hash, resolved);
    }
    return resolved;
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

  private static Finding disagreement(ResourceKey key) {
    return Finding.error(
        ProblemCode.IDENTIFIERS_DISAGREE,
        "",
        "Two identifiers of the same " + key.type() + " lead to two different resources.");
  }

  /** The Patients named, and which of their names are new ones of a source record. */
  List<PatientNames> patients() {
    List<PatientNames> patients = new ArrayList<>(1);
    for (Map.Entry<ResourceKey, Resolved> one : byKey.entrySet()) {
      if (one.getKey().type().equals("Patient")) {
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
