package dev.trestle.app.lineage;

import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.journal.EntryFacts;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.journal.MappingVersion;
import dev.trestle.semantics.mapping.HeaderRenderer;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.RuleBook;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Translates an entry again by the site version that translated it first, with the release that
 * runs: the check on what the origin map says (DESIGN §6).
 */
final class Retranslation {
  /** Rule books kept in memory. */
  private static final int BOOKS_LIMIT = 20;

  private final JournalReadStore journal;
  private final MappingTranslator translator;
  private final SiteVersions sites;
  private final String release;
  private final ConcurrentMap<String, RuleBook> books = new ConcurrentHashMap<>();

  Retranslation(
      JournalReadStore journal, MappingTranslator translator, SiteVersions sites, String release) {
    this.journal = journal;
    this.translator = translator;
    this.sites = sites;
    this.release = release;
  }

  /** What becomes of the entry now; never fails on what it finds. */
  EntryTrace trace(EntryFacts facts) {
    byte[] raw;
    try {
      raw = journal.raw(facts.seq());
    } catch (TrestleException problem) {
      if (problem.code() == ProblemCode.DATABASE_UNAVAILABLE) {
        throw problem;
      }
      return new EntryTrace(
          facts, false, "The bytes of the message are past their retention.", "", null);
    }
    Site site = site(facts);
    String under = "site version " + SiteVersion.shortened(site.version()) + " / " + release();
    Optional<Source> source = site.source(SourceName.parse(facts.source()));
    if (source.isEmpty()) {
      return new EntryTrace(
          facts, true, "There is no source of that name under " + under, under, null);
    }
    try {
      MappingTranslator.Traced traced = translator.trace(raw, source.get(), site);
      EntryTrace.Again again =
          new EntryTrace.Again(
              traced.translation(),
              traced.message(),
              traced.message().raw() != raw,
              book(traced.translation().mapping(), site, source.get()));
      return new EntryTrace(facts, true, "", under, again);
    } catch (RuntimeException | StackOverflowError defect) {
      // The text of a defect can hold what was translated; what it is stands in the entry's own
      // log.
      return new EntryTrace(facts, true, "It cannot be translated under " + under, under, null);
    }
  }

  /**
   * What the message of an entry says of itself, or empty when its source is known no more, or
   * nothing in it makes a header.
   */
  Optional<ObjectNode> header(EntryFacts facts) {
    byte[] raw = journal.raw(facts.seq());
    Site site = site(facts);
    Optional<Source> source = site.source(SourceName.parse(facts.source()));
    return source
        .map(known -> translator.header(raw, known, site))
        .filter(header -> !header.statements().isEmpty())
        .map(header -> HeaderRenderer.render(header, Long.toString(facts.seq())));
  }

  /** To read a mapping again takes longer than to translate by it. */
  private RuleBook book(String mapping, Site site, Source source) {
    if (books.size() >= BOOKS_LIMIT) {
      books.clear();
    }
    return books.computeIfAbsent(
        mapping, hash -> translator.rules(site.mapping(), source.layers()));
  }

  private String release() {
    return "release " + release;
  }

  private Site site(EntryFacts facts) {
    return facts
        .translatedBy()
        .map(MappingVersion::site)
        .flatMap(sites::find)
        .orElseGet(sites::active);
  }
}
