package dev.trestle.semantics.mapping;

import com.ibm.icu.util.TimeZone;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.ReadOptions;
import dev.trestle.semantics.mapping.convert.Feed;
import dev.trestle.semantics.mapping.plan.Plan;
import dev.trestle.semantics.mapping.plan.PlanCompiler;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.mapping.rule.MappingReader;
import dev.trestle.semantics.mapping.run.MessageRun;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Translates HL7 v2 by a mapping. Thread-safe and pure: the same bytes, mapping, source and site
 * give the same translation to the byte, on every JDK, in every zone and locale.
 */
public final class MappingTranslator implements Translator {
  private final MappingSource mappings;
  private final ConcurrentMap<List<String>, Plan> plans = new ConcurrentHashMap<>();

  /**
   * Compiles the base at once, so that its mistakes show here.
   *
   * @throws dev.trestle.kernel.problem.TrestleException {@code MAPPING_INVALID}, with file and line
   */
  public MappingTranslator(MappingSource mappings) {
    this.mappings = mappings;
    plan(List.of());
  }

  /**
   * The compiled mapping of a source with these layers over the base.
   *
   * @throws dev.trestle.kernel.problem.TrestleException {@code MAPPING_INVALID}, with file and line
   */
  public Plan plan(List<String> layers) {
    return plans.computeIfAbsent(
        List.copyOf(layers), names -> PlanCompiler.compile(effective(names)));
  }

  /** What the base and these layers together say; {@code describe()} prints it. */
  public EffectiveMapping effective(List<String> layers) {
    return MappingReader.read(mappings, layers);
  }

  @Override
  public Translation translate(byte[] raw, Source source, Site site) {
    Plan plan = plan(source.layers());
    TimeZone zone = TimeZone.getFrozenTimeZone(source.zone().getId());
    Feed feed = new Feed(source, site, zone, plan.codeSystems(), plan.tables());
    Hl7Message message = Hl7Message.read(raw, new ReadOptions(source.charset()));
    return new MessageRun(plan, feed, message).run();
  }
}
