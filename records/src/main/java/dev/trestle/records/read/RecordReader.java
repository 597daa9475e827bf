package dev.trestle.records.read;

import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.store.ReadStore;
import dev.trestle.records.store.ResourceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;

/** FHIR read, vread and instance history (R4 §3.1.0.1, §3.1.0.2, §3.1.0.10). Thread-safe. */
public final class RecordReader {
  /** Most versions of one page of a history. */
  public static final int HISTORY_PAGE_LIMIT = 1000;

  private final ReadStore store;
  private final Opener opener;

  public RecordReader(DataSource database, Sealer sealer) {
    this.store = new ReadStore(database);
    this.opener = new Opener(sealer);
  }

  /** The current version, or empty when there is no such resource. */
  public Optional<Resource> read(String type, String id) {
    return row(type, id).map(opener::open);
  }

  /** The resources of internal numbers, as far as they are there, in no order. */
  public List<Resource> readAll(List<Long> rids) {
    return store.byRid(rids).stream().map(opener::open).toList();
  }

  /** One version, or empty when there is none of that number. */
  public Optional<Resource> version(String type, String id, int version) {
    Optional<ResourceRow> current = row(type, id);
    if (current.isEmpty() || version < 1 || version > current.get().version()) {
      return Optional.empty();
    }
    if (current.get().version() == version) {
      return current.map(opener::open);
    }
    return store.versions(current.get().rid(), version + 1, 1).stream()
        .filter(row -> row.version() == version)
        .map(opener::open)
        .findFirst();
  }

  /**
   * Versions, newest first; empty when there is no such resource.
   *
   * @param below only versions lower than this; {@link Integer#MAX_VALUE} for the first page
   * @param limit at most this many, up to {@link #HISTORY_PAGE_LIMIT}
   */
  public List<Resource> history(String type, String id, int below, int limit) {
    Optional<ResourceRow> current = row(type, id);
    if (current.isEmpty()) {
      return List.of();
    }
    int page = Math.min(limit, HISTORY_PAGE_LIMIT);
    List<Resource> result = new ArrayList<>();
    ResourceRow now = current.get();
    if (now.version() < below && page > 0) {
      result.add(opener.open(now));
    }
    int rest = page - result.size();
    int under = Math.min(below, now.version());
    store.versions(now.rid(), under, rest).forEach(row -> result.add(opener.open(row)));
    return result;
  }

  private Optional<ResourceRow> row(String type, String id) {
    OptionalInt number = FhirTypes.number(type);
    Optional<UUID> uuid = uuid(id);
    if (number.isEmpty() || uuid.isEmpty()) {
      return Optional.empty();
    }
    return store.byId(number.getAsInt(), uuid.get());
  }

  /** Ids are UUIDs in lower case; any other text is no id of ours. */
  private static Optional<UUID> uuid(String id) {
    try {
      UUID uuid = UUID.fromString(id);
      return uuid.toString().equals(id) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException notUuid) {
      return Optional.empty();
    }
  }
}
