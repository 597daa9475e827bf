package dev.trestle.app.signoff;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Origin;
import dev.trestle.kernel.statement.Slot;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.UnmappedCode;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.run.RuleWitness;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a message shows of a mapping: its type, the segments that come in it, the rules that said
 * something, the rows of tables that gave a value, tables that had no row, findings. A row of a
 * table tells something of the patient when it stands beside the message: patient data.
 */
final class MessageFeatures {
  private final MappingTranslator translator;
  private final Source source;
  private final Site site;
  private final List<String> rules;

  MessageFeatures(MappingTranslator translator, Source source, Site site) {
    this.translator = translator;
    this.source = source;
    this.site = site;
    this.rules = translator.plan(site.mapping(), source.layers()).ruleIds();
  }

  /** Translates it twice: once to learn of rules, once to learn of rows. */
  Set<String> of(byte[] raw, String type) {
    Set<String> shows = new TreeSet<>();
    shows.add("type " + type);
    Translation translation =
        translator.explain(
            raw,
            source,
            site,
            (map, rule, segment, outcome) -> {
              if (rule != null && outcome == RuleWitness.Outcome.SAID) {
                shows.add("rule " + rules.get(rule.ordinal()));
              }
            });
    shows.add("outcome " + translation.result().name().toLowerCase(Locale.ROOT));
    for (Finding finding : translation.findings()) {
      shows.add("finding " + finding.code().id());
    }
    for (UnmappedCode code : translation.unmapped()) {
      shows.add("no row in " + code.table());
    }
    MappingTranslator.Traced traced = translator.trace(raw, source, site);
    rows(traced.translation(), shows);
    segments(traced.message(), type, shows);
    return shows;
  }

  private static void rows(Translation translation, Set<String> shows) {
    for (Statement statement : translation.statements()) {
      for (Slot slot : statement.slots()) {
        for (Origin origin : slot.origins()) {
          Origin.Row row = origin.row();
          if (row != null) {
            shows.add("row " + row.table() + ": " + row.key());
          }
        }
      }
    }
  }

  private static void segments(Hl7Message message, String type, Set<String> shows) {
    for (int i = 0; i < message.segmentCount(); i++) {
      shows.add("segment " + message.segment(i).name() + " in " + type);
    }
  }
}
