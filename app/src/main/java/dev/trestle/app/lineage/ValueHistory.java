package dev.trestle.app.lineage;

import dev.trestle.orchestration.journal.EntryFacts;
import dev.trestle.orchestration.journal.EntryFactsStore;
import dev.trestle.records.fold.Json;
import dev.trestle.records.read.RecordReader;
import dev.trestle.records.read.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One value over time: which message changed it from what to what. Thread-safe. */
public final class ValueHistory {
  /** Versions that one answer looks through. */
  public static final int VERSIONS_LIMIT = 2_000;

  private static final int PAGE = 200;
  private final RecordReader reader;
  private final EntryFactsStore facts;

  ValueHistory(RecordReader reader, EntryFactsStore facts) {
    this.reader = reader;
    this.facts = facts;
  }

  /**
   * A version that changed the value. Patient data.
   *
   * @param from null: there was none
   * @param to null: there is none any more
   * @param entry journal entry that made the version
   * @param source of that entry, empty when it is not known any more
   * @param messageType of that entry
   * @param receivedAt of that entry
   */
  public record Change(
      int version,
      Instant lastUpdated,
      @Nullable JsonNode from,
      @Nullable JsonNode to,
      long entry,
      String source,
      String messageType,
      @Nullable Instant receivedAt) {
    @Override
    public String toString() {
      return "Change[" + version + "]";
    }
  }

  /**
   * Changes, newest first.
   *
   * @param next {@code below} of the next page, null on the last
   */
  public record Page(List<Change> changes, @Nullable Integer next) {
    public Page {
      changes = List.copyOf(changes);
    }
  }

  /** A version with its value. */
  private record Valued(Resource version, JsonNode value) {
    @Override
    public String toString() {
      return "Valued[" + version + "]";
    }
  }

  /**
   * The changes of a value; empty when there is no such resource.
   *
   * @param path {@code Patient.address[0].city}
   * @param below only versions lower than this; {@link Integer#MAX_VALUE} for the first page
   */
  public Optional<Page> of(String type, String id, String path, int below) {
    ElementPath element = ElementPath.parse(type, path);
    List<Valued[]> changed = new ArrayList<>();
    Valued newer = null;
    int seen = 0;
    int from = below;
    while (seen <= VERSIONS_LIMIT) {
      List<Resource> versions = reader.history(type, id, from, PAGE);
      for (Resource version : versions) {
        Valued older = new Valued(version, element.in(version.json()));
        if (newer != null && !same(newer.value(), older.value())) {
          changed.add(new Valued[] {newer, older});
        }
        newer = older;
        seen++;
        from = version.version();
      }
      if (versions.size() < PAGE) {
        break;
      }
    }
    if (newer == null) {
      return Optional.empty();
    }
    boolean whole = newer.version().version() == 1;
    Map<Long, EntryFacts> entries = entries(changed, newer);
    List<Change> changes = new ArrayList<>();
    changed.forEach(pair -> changes.add(change(pair[0], pair[1].value(), entries)));
    if (whole && !newer.value().isMissingNode()) {
      changes.add(change(newer, null, entries));
    }
    // The last version seen begins the next page, so that its own change is not lost.
    return Optional.of(new Page(changes, whole ? null : newer.version().version() + 1));
  }

  private Map<Long, EntryFacts> entries(List<Valued[]> changed, Valued first) {
    List<Long> seqs = new ArrayList<>(List.of(first.version().seq()));
    changed.forEach(pair -> seqs.add(pair[0].version().seq()));
    return new TreeMap<>(facts.find(seqs));
  }

  private static boolean same(JsonNode one, JsonNode other) {
    if (one.isMissingNode() || other.isMissingNode()) {
      return one.isMissingNode() == other.isMissingNode();
    }
    return Json.same(one, other);
  }

  private static Change change(
      Valued version, @Nullable JsonNode before, Map<Long, EntryFacts> entries) {
    Resource resource = version.version();
    EntryFacts entry = entries.get(resource.seq());
    return new Change(
        resource.version(),
        Lineage.instant(resource.lastUpdatedMicros()),
        before == null || before.isMissingNode() ? null : before,
        version.value().isMissingNode() ? null : version.value(),
        resource.seq(),
        entry == null ? "" : entry.source(),
        entry == null ? "" : entry.type(),
        entry == null ? null : entry.receivedAt());
  }
}
