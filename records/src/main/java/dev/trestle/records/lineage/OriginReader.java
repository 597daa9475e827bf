package dev.trestle.records.lineage;

import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.records.fold.DeltaCodec;
import dev.trestle.records.fold.MarkCodec;
import dev.trestle.records.fold.ResourceState;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.fold.StatementDelta;
import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.read.Opener;
import dev.trestle.records.read.Resource;
import dev.trestle.records.store.OriginStore;
import dev.trestle.records.store.ReadStore;
import dev.trestle.records.store.ResourceRow;
import dev.trestle.records.store.SealedBodies;
import dev.trestle.records.store.StatementStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads where the elements of a version come from. Thread-safe. */
public final class OriginReader {
  private final ReadStore store;
  private final OriginStore origins;
  private final SealedBodies bodies;
  private final Opener opener;

  public OriginReader(DataSource database, Sealer sealer) {
    this.store = new ReadStore(database);
    this.origins = new OriginStore(database);
    this.bodies = new SealedBodies(sealer);
    this.opener = new Opener(sealer);
  }

  /** One version, or empty when there is none of that number. */
  public Optional<VersionOrigin> version(String type, String id, int version) {
    Optional<ResourceRow> current = row(type, id);
    if (current.isEmpty() || version < 1 || version > current.get().version()) {
      return Optional.empty();
    }
    if (current.get().version() == version) {
      return current.map(row -> origin(row, origins.marks(row.rid())));
    }
    return store.versions(current.get().rid(), version + 1, 1).stream()
        .filter(row -> row.version() == version)
        .map(row -> origin(row, Optional.empty()))
        .findFirst();
  }

  /** The version that stands, or empty when there is none of that name. */
  public Optional<VersionOrigin> current(String type, String id) {
    return row(type, id).map(row -> origin(row, origins.marks(row.rid())));
  }

  /** The internal numbers that names of a type lead to; a name that nobody has is left out. */
  public Map<UUID, Long> byName(String type, Collection<UUID> names) {
    OptionalInt number = FhirTypes.number(type);
    return number.isEmpty() || names.isEmpty() ? Map.of() : store.byName(number.getAsInt(), names);
  }

  /** The internal number of a resource by its id, whatever that leads to as a name. */
  public Optional<Long> byId(String type, String id) {
    return row(type, id).map(ResourceRow::rid);
  }

  /** Numbers that a Patient had and that went to another one. */
  public List<UUID> movedNumbers(long patientRid) {
    return origins.movedNumbers(patientRid);
  }

  /**
   * A resource by its names alone.
   *
   * @param version the current one
   */
  public record Known(long rid, String type, String id, int version, long patientRid) {}

  /** Resources by internal number; what is not there is left out. */
  public Map<Long, Known> known(Collection<Long> rids) {
    Map<Long, Known> known = new HashMap<>();
    for (OriginStore.Known one : origins.known(rids)) {
      known.put(
          one.rid(),
          new Known(
              one.rid(),
              FhirTypes.name(one.type()),
              one.id().toString(),
              one.version(),
              one.patientRid()));
    }
    return known;
  }

  /** The ids of the Patients from whom moves brought something to this one. */
  public List<UUID> formerPatients(long patientRid) {
    return patientRid == 0 ? List.of() : origins.formerPatients(patientRid);
  }

  private Optional<ResourceRow> row(String type, String id) {
    OptionalInt number = FhirTypes.number(type);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    try {
      return store.byId(number.getAsInt(), UUID.fromString(id));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  private VersionOrigin origin(ResourceRow row, Optional<byte[]> marks) {
    Resource resource = opener.open(row);
    ResourceState state = opener.stored(row).state();
    marks.map(MarkCodec::decode).orElse(List.of()).forEach(state::confirm);
    Map<String, Stamp> labels = state.security().isEmpty() ? Map.of() : labels(row, state);
    Optional<UUID> subject =
        row.patientRid() == 0 || row.patientRid() == row.rid()
            ? Optional.empty()
            : store.byRid(List.of(row.patientRid())).stream().map(ResourceRow::id).findFirst();
    return new VersionOrigin(
        resource, subject, Elements.of(resource.type(), resource.json(), state, labels));
  }

  /**
   * The earliest statement that brought each label. Labels only ever join; they stand with the
   * statements, the first of which is in the first version.
   */
  private Map<String, Stamp> labels(ResourceRow row, ResourceState state) {
    Map<String, Stamp> labels = new HashMap<>();
    for (StatementStore.Row kept : origins.statements(row.rid(), row.seq())) {
      byte[] body =
          kept.sealed() ? bodies.openStatement(kept.rid(), kept.seq(), kept.body()) : kept.body();
      for (StatementDelta.Part part : DeltaCodec.decode(kept.seq(), body).parts()) {
        part.security().forEach(label -> labels.merge(label, part.stamp(), OriginReader::earlier));
      }
    }
    for (ResourceRow first : store.versions(row.rid(), 2, 1)) {
      firstLabels(first, labels);
    }
    if (row.version() == 1) {
      firstLabels(row, labels);
    }
    labels.keySet().retainAll(state.security());
    return labels;
  }

  private void firstLabels(ResourceRow first, Map<String, Stamp> labels) {
    ResourceState state = opener.stored(first).state();
    for (var part : StatementDelta.ofFirstVersion(first.seq(), state).parts()) {
      state.security().forEach(label -> labels.merge(label, part.stamp(), OriginReader::earlier));
    }
  }

  private static Stamp earlier(Stamp one, Stamp other) {
    return one.seq() <= other.seq() ? one : other;
  }
}
