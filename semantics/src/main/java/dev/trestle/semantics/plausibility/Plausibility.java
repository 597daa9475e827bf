package dev.trestle.semantics.plausibility;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.site.Validation;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.mapping.rule.MappingMistake;
import dev.trestle.semantics.mapping.rule.RuleDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The compiled rules of plausibility of one source. Pure and thread-safe. A finding tells of a
 * place of the message and never changes a value.
 */
public final class Plausibility {
  /** Findings of one message. */
  public static final int LIMIT = 50;

  private static final int RULES_LIMIT = 500;
  private static final ConcurrentMap<Wanted, Plausibility> COMPILED = new ConcurrentHashMap<>();

  private final Map<String, List<ValueRule>> values;
  private final Map<String, Map<String, List<DateRule>>> dates;
  private final Map<String, CodeSets> codes;
  private final boolean ownSeverity;

  private record Wanted(SiteMapping.@Nullable Text site, SourceName source) {}

  private Plausibility(RuleCompiler rules) {
    this.values = rules.values;
    this.dates = rules.dates;
    this.codes = rules.codes;
    this.ownSeverity =
        rules.all.stream()
            .map(Rule::severity)
            .anyMatch(each -> each == Validation.FLAG || each == Validation.HOLD);
  }

  /**
   * The rules of a source; those of a site that was read have no mistake.
   *
   * @throws IllegalArgumentException for a site with a mistake in them
   */
  public static Plausibility of(Site site, Source source) {
    Wanted wanted = new Wanted(site.plausibility().orElse(null), source.name());
    Plausibility known = COMPILED.get(wanted);
    if (known != null) {
      return known;
    }
    if (COMPILED.size() >= RULES_LIMIT) {
      COMPILED.clear();
    }
    return COMPILED.computeIfAbsent(
        wanted,
        missing ->
            new Plausibility(
                RuleCompiler.compile(
                    RuleReader.read(
                        missing.site(),
                        missing.source(),
                        mistake -> {
                          throw new IllegalArgumentException(mistake);
                        }))));
  }

  /** Every mistake of a site's file: of its rules, and of those of each source. */
  public static List<MappingMistake> mistakes(SiteMapping.Text file, Collection<Source> sources) {
    Set<String> told = new LinkedHashSet<>();
    List<MappingMistake> mistakes = new ArrayList<>();
    Consumer<MappingMistake> once =
        mistake -> {
          if (told.add(mistake.getMessage())) {
            mistakes.add(mistake);
          }
        };
    RuleReader.checkSources(file, sources, once);
    RuleCompiler.compile(RuleReader.read(file, null, once));
    for (Source source : sources) {
      RuleCompiler.compile(RuleReader.read(file, source.name(), once));
    }
    return mistakes;
  }

  /** The rules of a source as they are written, by section and id. */
  public static Map<String, SortedMap<String, RuleDefinition>> effective(
      SiteMapping.@Nullable Text site, @Nullable SourceName source) {
    return RuleReader.read(
            site,
            source,
            mistake -> {
              throw new IllegalArgumentException(mistake);
            })
        .sections();
  }

  /** Whether a rule asks for more than to be told where a message is shown. */
  public boolean asksForMore(Source source) {
    return source.plausibility() != Validation.OFF
        && (ownSeverity
            || source.plausibility() == Validation.FLAG
            || source.plausibility() == Validation.HOLD);
  }

  /**
   * A finding and what is to become of its message.
   *
   * @param finding its severity is that of {@code asked}
   */
  public record Noticed(Finding finding, Validation asked) {}

  /**
   * What cannot be true.
   *
   * @param raw the bytes of the message
   * @param least findings of rules that ask for less are left out
   * @param named whether findings name their rule, which tells what the message is about: for who
   *     may see the message, never for what is stored
   */
  public List<Noticed> check(
      Translation translation, byte[] raw, Source source, Validation least, boolean named) {
    return new MessageCheck(this, translation, new MessagePlaces(raw, source), source, least, named)
        .run();
  }

  List<ValueRule> values(String loinc) {
    return values.getOrDefault(loinc, List.of());
  }

  /** Rules of the dates of a resource type, by the element of a slot. */
  Map<String, List<DateRule>> dates(String type) {
    return dates.getOrDefault(type, Map.of());
  }

  @Nullable CodeSets codes(String system) {
    return codes.get(system);
  }
}
