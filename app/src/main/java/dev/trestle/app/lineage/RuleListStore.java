package dev.trestle.app.lineage;

import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.orchestration.journal.SqlFailures;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.RuleBook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * The rules of every mapping that was ever active, by ordinal: an origin that a release of before
 * wrote still leads to its rule (ADR 27). Names of rules, layers and files only.
 */
public final class RuleListStore {
  private final Jdbi jdbi;

  public RuleListStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /** With the rules of the site that is active first. */
  public static RuleListStore keeping(
      DataSource database, Site first, MappingTranslator translator) {
    RuleListStore store = new RuleListStore(database);
    store.keep(first, translator);
    return store;
  }

  /**
   * Keeps the rules of every mapping of a site, before the first origin names one; compiles each.
   */
  public void keep(Site site, MappingTranslator translator) {
    site.healthSystems().stream()
        .flatMap(system -> system.sources().stream())
        .map(Source::layers)
        .distinct()
        .forEach(
            layers -> {
              // To read a mapping again for its layers takes a while; mostly they are kept already.
              if (find(translator.plan(site.mapping(), layers).hash()).isEmpty()) {
                keep(translator.rules(site.mapping(), layers));
              }
            });
  }

  /** Keeps the rules of a mapping; those that are there stay as they are. */
  void keep(RuleBook book) {
    List<String> lines = new ArrayList<>();
    for (RuleBook.Rule rule : book.rules()) {
      lines.add(rule.id() + "\t" + String.join(",", rule.layers()) + "\t" + rule.place());
    }
    SqlFailures.guarded(
        "The rules of a mapping could not be kept",
        () ->
            jdbi.inTransaction(
                handle ->
                    handle
                        .createUpdate(
                            """
                            insert into mapping_rules (mapping, rules) values (:mapping, :rules)
                            on conflict (mapping) do nothing
                            """)
                        .bind("mapping", book.mapping())
                        .bind("rules", String.join("\n", lines))
                        .execute()));
  }

  /** The rules of a mapping by ordinal; empty when it was never kept. */
  Optional<List<RuleBook.Rule>> find(String mapping) {
    return SqlFailures.guarded(
            "The rules of a mapping could not be read",
            () ->
                jdbi.withHandle(
                    handle ->
                        handle
                            .createQuery("select rules from mapping_rules where mapping = :mapping")
                            .bind("mapping", mapping)
                            .mapTo(String.class)
                            .findOne()))
        .map(RuleListStore::read);
  }

  private static List<RuleBook.Rule> read(String rules) {
    return rules.lines().map(line -> line.split("\t", -1)).map(RuleListStore::rule).toList();
  }

  private static RuleBook.Rule rule(String[] parts) {
    return new RuleBook.Rule(parts[0], Arrays.asList(parts[1].split(",")), parts[2]);
  }
}
