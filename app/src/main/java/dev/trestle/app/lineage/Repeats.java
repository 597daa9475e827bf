package dev.trestle.app.lineage;

import dev.trestle.kernel.sealing.KeyedHash;
import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.NameHash;
import dev.trestle.kernel.statement.Origin;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Snapshot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.records.fold.SlotKey;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.lineage.OriginReader;
import dev.trestle.records.lineage.VersionOrigin;
import dev.trestle.records.read.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a translation of now says about one resource, to be held against what stands. */
final class Repeats {
  /** The collection under which a move says that a visit stands as another one. */
  private static final String MOVES = "moves";

  private final Translation translation;
  private final KeyedHash naming;
  private final OriginReader origins;

  /** Of the patient that the resource is of, then of those it may have been of before a move. */
  private final List<String> patientIds;

  private final Set<Integer> keys = new HashSet<>();
  private final Map<Address, Slot> slots = new HashMap<>();
  private final Set<String> labels = new HashSet<>();
  private @Nullable Slot moved;

  /** Where a slot stands: its key and the level of its statement. */
  private record Address(SlotKey key, int level) {}

  /**
   * A leaf as it is said now.
   *
   * @param origin null when no rule is behind it
   */
  record Leaf(JsonNode value, @Nullable Origin origin) {
    @Override
    public String toString() {
      return "Leaf[]";
    }
  }

  Repeats(Translation translation, VersionOrigin version, KeyedHash naming, OriginReader origins) {
    this.translation = translation;
    this.naming = naming;
    this.origins = origins;
    Resource resource = version.resource();
    this.patientIds = new ArrayList<>(1);
    patientIds.add(
        resource.type().equals("Patient")
            ? resource.id()
            : version.subject().map(UUID::toString).orElse(""));
    if (!resource.type().equals("Patient")) {
      origins
          .formerPatients(resource.patientRid())
          .forEach(former -> patientIds.add(former.toString()));
    }
    findKeys(resource);
    for (Statement statement : translation.statements()) {
      if (statement.level() == Statement.MOVED) {
        // Whatever hangs on what is moved has its patient from there too.
        statement.slots().forEach(slot -> moved = slot);
      }
      if (keys.contains(statement.key())) {
        labels.addAll(statement.security());
        for (Slot slot : statement.slots()) {
          slots.putIfAbsent(
              new Address(SlotKey.of(slot, statement.timeMicros()), statement.level()), slot);
        }
      }
    }
  }

  /** The keys whose names lead to the resource. */
  private void findKeys(Resource resource) {
    Map<Integer, List<UUID>> hashes = new HashMap<>();
    List<UUID> all = new ArrayList<>();
    for (int i = 0; i < translation.keys().size(); i++) {
      ResourceKey key = translation.keys().get(i);
      if (key.type().equals(resource.type())) {
        hashes.put(i, hashes(key));
        all.addAll(hashes.get(i));
      }
    }
    Map<UUID, Long> known = origins.byName(resource.type(), all);
    List<UUID> given =
        resource.type().equals("Patient") ? origins.movedNumbers(resource.rid()) : List.of();
    hashes.forEach(
        (key, names) -> {
          if (names.stream()
                  .anyMatch(
                      name ->
                          isRid(known.get(name), resource.rid())
                              || given.contains(name)
                              || isShell(name, resource))
              && isOfPatient(translation.keys().get(key), resource)) {
            keys.add(key);
          }
        });
  }

  /** What a move made that came too early has its id for a name, which leads to the visit now. */
  private static boolean isShell(UUID name, Resource resource) {
    return resource.type().equals("Encounter") && name.toString().equals(resource.id());
  }

  /** A message can name things of two patients by one number. */
  private boolean isOfPatient(ResourceKey key, Resource resource) {
    ResourceKey patient = key.patient();
    if (patient == null) {
      return true;
    }
    List<UUID> names = hashes(patient);
    Map<UUID, Long> known = origins.byName(patient.type(), names);
    return names.stream().anyMatch(name -> isRid(known.get(name), resource.patientRid()))
        || (patientIds.size() > 1 && isOneOf(names, known));
  }

  /** Whether names are those of a patient that the resource is of, or may have been of. */
  private boolean isOneOf(List<UUID> names, Map<UUID, Long> known) {
    Set<Long> patients = new HashSet<>();
    patientIds.forEach(id -> origins.byId("Patient", id).ifPresent(patients::add));
    return names.stream()
        .anyMatch(name -> known.get(name) != null && patients.contains(known.get(name)));
  }

  private boolean isNamedAsOneOf(ResourceKey patient) {
    List<UUID> names = hashes(patient);
    return isOneOf(names, origins.byName(patient.type(), names));
  }

  private static boolean isRid(@Nullable Long found, long rid) {
    return found != null && found == rid;
  }

  private List<UUID> hashes(ResourceKey key) {
    List<String> subjects = key.patient() == null ? List.of("") : patientIds;
    List<UUID> hashes = new ArrayList<>();
    for (String subject : subjects) {
      for (BusinessKey name : key.names()) {
        hashes.add(NameHash.of(naming, key.type(), key.scope(), subject, name));
      }
    }
    return hashes;
  }

  /** The leaf that a statement of this rank says now at this place of its value. */
  Optional<Leaf> leaf(SlotKey key, Stamp stamp, int ordinal) {
    Slot said = slots.get(new Address(key, stamp.level()));
    Slot slot = said == null && stamp.level() == Statement.MOVED ? moved : said;
    JsonNode value = slot == null ? null : slot.value();
    if (slot == null || value == null) {
      return Optional.empty();
    }
    List<JsonNode> leaves = new ArrayList<>();
    collect(value, leaves);
    if (ordinal >= leaves.size()) {
      return Optional.empty();
    }
    Origin origin = ordinal < slot.origins().size() ? slot.origins().get(ordinal) : null;
    return Optional.of(new Leaf(leaves.get(ordinal), origin));
  }

  private static void collect(JsonNode node, List<JsonNode> leaves) {
    if (node.isValueNode()) {
      leaves.add(node);
    } else {
      node.forEach(child -> collect(child, leaves));
    }
  }

  boolean says(String label) {
    return labels.contains(label);
  }

  /**
   * Whether a complete list of now leaves the resource out, or a move tells it with another one.
   */
  boolean leavesOut(String type, String collection, Stamp stamp) {
    if (type.equals("Encounter") && collection.equals(MOVES)) {
      return !translation.moves().isEmpty();
    }
    for (Snapshot snapshot : translation.snapshots()) {
      if (snapshot.type().equals(type)
          && snapshot.collection().equals(collection)
          && snapshot.timeMicros() == stamp.timeMicros()) {
        return snapshot.members().stream().noneMatch(keys::contains);
      }
    }
    return false;
  }

  /** Whether a reference of now, {@code key:3}, is the resource that stands, {@code Type/id}. */
  boolean refersTo(JsonNode now, JsonNode stands) {
    String key = now.asString("");
    String[] target = stands.asString("").split("/", 2);
    if (!key.startsWith(Translation.REFERENCE_PREFIX) || target.length < 2) {
      return now.equals(stands);
    }
    ResourceKey named =
        translation
            .keys()
            .get(Integer.parseInt(key.substring(Translation.REFERENCE_PREFIX.length())));
    if (!named.type().equals(target[0])) {
      return false;
    }
    if (named.type().equals("Patient")
        && patientIds.size() > 1
        && patientIds.contains(target[1])
        && isNamedAsOneOf(named)) {
      return true; // it was said under the number of a patient it was moved from or to
    }
    List<UUID> hashes = hashes(named);
    UUID id = UUID.fromString(target[1]);
    if (hashes.contains(id)) {
      return true;
    }
    Map<UUID, Long> known = origins.byName(named.type(), hashes);
    long wanted = origins.byId(named.type(), target[1]).orElse(-1L);
    return hashes.stream().anyMatch(hash -> isRid(known.get(hash), wanted));
  }
}
