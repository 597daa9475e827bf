package dev.trestle.app.lineage;

import dev.trestle.kernel.sealing.KeyedHash;
import dev.trestle.orchestration.journal.EntryFacts;
import dev.trestle.orchestration.journal.EntryFactsStore;
import dev.trestle.orchestration.journal.MappingVersion;
import dev.trestle.records.fold.Stamp;
import dev.trestle.records.lineage.ElementOrigin;
import dev.trestle.records.lineage.OriginReader;
import dev.trestle.records.lineage.VersionOrigin;
import dev.trestle.records.read.Resource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells where every element of a version comes from, and checks it by translating again. Nothing
 * that it finds is a failure: bytes that are gone, a rule of another release, a value that would be
 * another one today are said. Thread-safe.
 */
public final class Lineage {
  /** Entries of one version that are translated again; the elements of others are not checked. */
  public static final int TRACED_LIMIT = 200;

  private final OriginReader origins;
  private final EntryFactsStore facts;
  private final Retranslation retranslation;
  private final RuleListStore rules;
  private final KeyedHash naming;

  Lineage(
      OriginReader origins,
      EntryFactsStore facts,
      Retranslation retranslation,
      RuleListStore rules,
      KeyedHash naming) {
    this.origins = origins;
    this.facts = facts;
    this.retranslation = retranslation;
    this.rules = rules;
    this.naming = naming;
  }

  /** One version, or empty when there is none of that number. */
  public Optional<VersionLineage> version(String type, String id, int version) {
    return origins.version(type, id, version).map(this::explain);
  }

  private VersionLineage explain(VersionOrigin version) {
    NavigableMap<Long, EntryFacts> entries = facts.find(named(version));
    Map<Long, EntryTrace> traces = new TreeMap<>();
    version.elements().stream()
        .map(element -> element.setBy().seq())
        .distinct()
        .map(entries::get)
        .filter(java.util.Objects::nonNull)
        .limit(TRACED_LIMIT)
        .forEach(entry -> traces.put(entry.seq(), retranslation.trace(entry)));
    Explanation explanation = new Explanation(version, traces, rules, naming, origins);
    List<VersionLineage.Element> elements = new ArrayList<>();
    for (ElementOrigin element : version.elements()) {
      elements.add(explanation.of(element));
    }
    Resource resource = version.resource();
    return new VersionLineage(
        resource.type(),
        resource.id(),
        resource.version(),
        instant(resource.lastUpdatedMicros()),
        resource.seq(),
        entries.values().stream().map(entry -> entry(entry, traces.get(entry.seq()))).toList(),
        elements);
  }

  /** Every entry behind an element, and the one that made the version. */
  private static SortedSet<Long> named(VersionOrigin version) {
    SortedSet<Long> named = new TreeSet<>();
    named.add(version.resource().seq());
    for (ElementOrigin element : version.elements()) {
      if (!element.setBy().equals(Stamp.NONE)) {
        named.add(element.setBy().seq());
        named.add(element.confirmedBy().seq());
      }
    }
    return named;
  }

  private static VersionLineage.Entry entry(
      EntryFacts facts, @org.jspecify.annotations.Nullable EntryTrace trace) {
    Optional<MappingVersion> by = facts.translatedBy();
    return new VersionLineage.Entry(
        facts.seq(),
        facts.source(),
        facts.type(),
        facts.receivedAt(),
        by.map(MappingVersion::mapping).orElse(""),
        by.map(MappingVersion::site).orElse(""),
        by.map(MappingVersion::release).orElse(""),
        trace == null ? facts.bytes() > 0 : trace.bytesThere(),
        trace == null ? "" : trace.under(),
        trace == null ? "Nothing here was set by it." : trace.trouble());
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
