package dev.trestle.app.lineage;

import dev.trestle.orchestration.journal.EntryEffect;
import dev.trestle.orchestration.journal.EntryFacts;
import dev.trestle.orchestration.journal.EntryFactsStore;
import dev.trestle.orchestration.journal.Outcome;
import dev.trestle.records.lineage.OriginReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which resources an entry made or changed. Ids only. Thread-safe. */
public final class EntryResources {
  private final EntryFactsStore facts;
  private final OriginReader origins;

  EntryResources(EntryFactsStore facts, OriginReader origins) {
    this.facts = facts;
    this.origins = origins;
  }

  /** What an entry did. */
  public enum Effect {
    CREATED,
    CHANGED,
    /** It said what stood already. */
    RESTATED;

    static Effect of(int version) {
      return version == 0 ? RESTATED : version == 1 ? CREATED : CHANGED;
    }
  }

  /**
   * An entry with its resources.
   *
   * @param outcome {@code applied, unchanged, …}; empty while the entry is not settled
   */
  public record Effects(long seq, String source, String outcome, List<Item> resources) {
    public Effects {
      resources = List.copyOf(resources);
    }
  }

  /**
   * A resource.
   *
   * @param version that the entry made, null when it made none
   * @param effect {@code created, changed, restated}
   * @param current version that stands now
   */
  public record Item(
      String type, String id, @Nullable Integer version, String effect, int current) {}

  /** What an entry did; empty when there is no such entry. */
  public Optional<Effects> of(long seq) {
    return facts.find(seq).map(this::effects);
  }

  private Effects effects(EntryFacts entry) {
    Map<Long, OriginReader.Known> known =
        origins.known(entry.effects().stream().map(EntryEffect::rid).toList());
    return new Effects(
        entry.seq(),
        entry.source(),
        entry.outcome().map(EntryResources::word).orElse(""),
        entry.effects().stream()
            .map(effect -> item(effect, known.get(effect.rid())))
            .filter(Objects::nonNull)
            .toList());
  }

  private static @Nullable Item item(EntryEffect effect, OriginReader.@Nullable Known known) {
    return known == null
        ? null
        : new Item(
            known.type(),
            known.id(),
            effect.version() == 0 ? null : effect.version(),
            Effect.of(effect.version()).name().toLowerCase(Locale.ROOT),
            known.version());
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
