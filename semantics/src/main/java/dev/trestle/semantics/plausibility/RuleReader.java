package dev.trestle.semantics.plausibility;

import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.site.Validation;
import dev.trestle.semantics.mapping.rule.MappingMistake;
import dev.trestle.semantics.mapping.rule.Mistakes;
import dev.trestle.semantics.mapping.rule.Property;
import dev.trestle.semantics.mapping.rule.YamlText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the rules that come with Trestle, and what a site and its sources change. */
final class RuleReader {
  private static final String BASE = "base";
  private static final String SITE = "site";

  /** Read when it is first asked for. */
  private static final class Base {
    static final Map<String, Property> DOCUMENT =
        document(BASE, "rules.yaml", PlausibilityRulesResource.text());
  }

  private RuleReader() {}

  /**
   * The rules of a source.
   *
   * @param site the site's file, or null
   * @param source whose own changes come last, or null for those of all sources
   * @param mistakes takes what is wrong
   */
  static EffectiveRules read(
      SiteMapping.@Nullable Text site,
      @Nullable SourceName source,
      Consumer<MappingMistake> mistakes) {
    EffectiveRules rules = new EffectiveRules(mistakes);
    rules.base(Base.DOCUMENT);
    if (site == null) {
      return rules;
    }
    rules.attempt(
        () -> {
          Map<String, Property> document = document(SITE, site.name(), site.text());
          Property sources = document.remove(EffectiveRules.SOURCES);
          rules.overlay(document);
          if (source != null && sources != null) {
            Property own = EffectiveRules.entries(sources).get(source.toString());
            if (own != null) {
              rules.overlay(EffectiveRules.entries(own));
            }
          }
        });
    return rules;
  }

  /** Sources that the file names and that the site does not have, or that nobody looks at. */
  static void checkSources(
      SiteMapping.Text site, Collection<Source> known, Consumer<MappingMistake> mistakes) {
    new EffectiveRules(mistakes)
        .attempt(
            () -> {
              Property sources =
                  document(SITE, site.name(), site.text()).get(EffectiveRules.SOURCES);
              if (sources != null) {
                EffectiveRules telling = new EffectiveRules(mistakes);
                EffectiveRules.entries(sources)
                    .forEach((name, own) -> telling.attempt(() -> checkSource(name, own, known)));
              }
            });
  }

  private static void checkSource(String name, Property own, Collection<Source> known) {
    List<String> names = known.stream().map(each -> each.name().toString()).toList();
    if (!names.contains(name)) {
      throw Mistakes.unknown(own.place(), "source", name, names);
    }
    for (Source source : known) {
      if (source.name().toString().equals(name) && source.plausibility() == Validation.OFF) {
        throw Mistakes.at(
            own.place(), "\"" + name + "\" has `plausibility: off`: its rules have no effect");
      }
    }
  }

  private static Map<String, Property> document(String layer, String file, String text) {
    return new LinkedHashMap<>(new YamlText(layer, file).read(text));
  }
}
