package dev.trestle.records;

import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.statement.Accounting;
import dev.trestle.kernel.statement.BusinessKey;
import dev.trestle.kernel.statement.Merge;
import dev.trestle.kernel.statement.Move;
import dev.trestle.kernel.statement.Origin;
import dev.trestle.kernel.statement.ResourceKey;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Snapshot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Builds entries for tests; JSON with single quotes. */
final class Say {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(tools.jackson.core.json.JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();

  private final String source;
  private final long timeMicros;
  private final int level;
  private final List<ResourceKey> keys = new ArrayList<>();
  private final List<Statement> statements = new ArrayList<>();
  private final List<Snapshot> snapshots = new ArrayList<>();
  private final List<Merge> merges = new ArrayList<>();
  private final List<Move> moves = new ArrayList<>();

  private Say(String source, long timeMicros, int level) {
    this.source = source;
    this.timeMicros = timeMicros;
    this.level = level;
  }

  static Say adt(long timeMicros) {
    return new Say("mercy/adt", timeMicros, Statement.AUTHORITATIVE);
  }

  static Say oru(long timeMicros) {
    return new Say("mercy/lab", timeMicros, Statement.FILL_ONLY);
  }

  static Say by(String source, long timeMicros, int level) {
    return new Say(source, timeMicros, level);
  }

  static ResourceKey patient(String... numbers) {
    List<BusinessKey> names = new ArrayList<>();
    for (String number : numbers) {
      int colon = number.indexOf(':');
      names.add(
          new BusinessKey("patient", number.substring(0, colon), number.substring(colon + 1)));
    }
    return new ResourceKey("Patient", "mercy", null, names);
  }

  static ResourceKey ofPatient(ResourceKey patient, String type, String... numbers) {
    return new ResourceKey(type, "mercy", patient, business(numbers));
  }

  static ResourceKey shared(String type, String number) {
    return new ResourceKey(type, "mercy", null, business(number));
  }

  private static List<BusinessKey> business(String... numbers) {
    List<BusinessKey> names = new ArrayList<>();
    for (String number : numbers) {
      names.add(new BusinessKey("number", "MERCY", number));
    }
    return names;
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  static Slot slot(String path, @Nullable String json) {
    return new Slot(
        path, json == null ? null : json(json), null, List.of(new Origin(7, 40, path.length())));
  }

  static Slot event(String path, @Nullable String json, String name, boolean cancels) {
    return new Slot(
        path, json == null ? null : json(json), new Slot.Event(name, cancels), List.of());
  }

  int key(ResourceKey key) {
    int known = keys.indexOf(key);
    if (known >= 0) {
      return known;
    }
    keys.add(key);
    return keys.size() - 1;
  }

  Say about(ResourceKey key, Slot... slots) {
    statements.add(new Statement(key(key), level, timeMicros, List.of(), List.of(slots)));
    return this;
  }

  Say labelled(ResourceKey key, String label) {
    statements.add(new Statement(key(key), level, timeMicros, List.of(label), List.of()));
    return this;
  }

  Say all(ResourceKey owner, String collection, String type, ResourceKey... members) {
    List<Integer> indexes = new ArrayList<>();
    for (ResourceKey member : members) {
      indexes.add(key(member));
    }
    snapshots.add(new Snapshot(type, key(owner), collection, level, timeMicros, indexes));
    return this;
  }

  Say merge(ResourceKey survivor, ResourceKey retired) {
    merges.add(new Merge(key(survivor), key(retired), timeMicros));
    return this;
  }

  Say moved(ResourceKey thing, ResourceKey former, Slot subject) {
    key(Objects.requireNonNull(former.patient()));
    statements.add(
        new Statement(key(thing), Statement.MOVED, timeMicros, List.of(), List.of(subject)));
    moves.add(new Move(key(thing), former, timeMicros));
    return this;
  }

  /** Numbers of another patient are those of this one (A43), with what the message says of them. */
  Say renumbered(
      ResourceKey patient, ResourceKey numbers, @Nullable ResourceKey source, Slot... listed) {
    if (listed.length > 0) {
      statements.add(new Statement(key(patient), level, timeMicros, List.of(), List.of(listed)));
      statements.add(
          new Statement(key(patient), Statement.MOVED, timeMicros, List.of(), List.of(listed)));
    }
    moves.add(new Move(key(patient), numbers, timeMicros, source));
    return this;
  }

  Entry entry(long seq) {
    return entry(seq, seq);
  }

  Entry entry(long seq, long position) {
    return new Entry(seq, position, SourceName.parse(source), translation());
  }

  Translation translation() {
    return new Translation(
        Translation.Result.TRANSLATED,
        "mapping-1",
        keys,
        statements,
        snapshots,
        merges,
        moves,
        List.of(),
        new Accounting(0, 0, 0, 0, 0),
        List.of());
  }
}
