package dev.trestle.app.lineage;

import dev.trestle.app.site.SiteStore;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.site.Site;
import dev.trestle.orchestration.journal.EntryFactsStore;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.journal.SourceStore;
import dev.trestle.records.lineage.OriginReader;
import dev.trestle.records.read.RecordReader;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * What answers questions of lineage.
 *
 * @param lineage of a version
 * @param values over time
 * @param resources of an entry
 * @param provenance of a version, in FHIR's words
 * @param headers of messages, in FHIR's words
 * @param rows of code tables, used or not
 */
public record LineageParts(
    Lineage lineage,
    ValueHistory values,
    EntryResources resources,
    Provenances provenance,
    MessageHeaders headers,
    RowUse rows) {

  /**
   * The parts on a database.
   *
   * @param active the site that is active
   * @param release that runs
   */
  public static LineageParts on(
      DataSource database,
      Sealer sealer,
      Keyring keyring,
      Supplier<Site> active,
      MappingTranslator translator,
      String release) {
    OriginReader origins = new OriginReader(database, sealer);
    EntryFactsStore facts = new EntryFactsStore(database);
    JournalReadStore journal = new JournalReadStore(database, new SourceStore(database), sealer);
    Retranslation retranslation =
        new Retranslation(
            journal,
            translator,
            new SiteVersions(active, new SiteStore(database, sealer)),
            release);
    return new LineageParts(
        new Lineage(origins, facts, retranslation, new RuleListStore(database), keyring.naming()),
        new ValueHistory(new RecordReader(database, sealer), facts),
        new EntryResources(facts, origins),
        new Provenances(origins, facts),
        new MessageHeaders(facts, retranslation),
        new RowUse(journal, retranslation, active, translator));
  }
}
