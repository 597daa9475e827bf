package dev.trestle.semantics.mapping;

import com.ibm.icu.util.TimeZone;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SiteMapping;
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
import dev.trestle.semantics.mapping.run.LeafWitness;
import dev.trestle.semantics.mapping.run.MessageRun;
import dev.trestle.semantics.mapping.run.RuleWitness;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Translates HL7 v2 by a mapping. Thread-safe and pure: the same bytes, mapping, source and site
 * give the same translation to the byte, on every JDK, in every zone and locale.
 */
public final class MappingTranslator implements Translator {
  /** Plans kept; those of sites that are no longer active are made again when needed. */
  private static final int PLANS_LIMIT = 200;

  private final MappingSource mappings;
  private final ConcurrentMap<Wanted, Plan> plans = new ConcurrentHashMap<>();

  /** What a site changes, and which layers a source takes of it. */
  private record Wanted(SiteMapping site, List<String> layers) {}

  /** Compiled when it is first asked for: that takes a noticeable part of a start. */
  private static final class Base {
    static final MappingTranslator TRANSLATOR = new MappingTranslator(BaseMappingsResource.base());
  }

  /** The one of the base mappings, shared by all who ask. */
  public static MappingTranslator ofBase() {
    return Base.TRANSLATOR;
  }

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
    return plan(SiteMapping.NONE, layers);
  }

  /** The same with the overlays and tables of a site. */
  public Plan plan(SiteMapping site, List<String> layers) {
    Wanted wanted = new Wanted(site, layers);
    Plan known = plans.get(wanted);
    if (known != null) {
      return known;
    }
    if (plans.size() >= PLANS_LIMIT) {
      plans.clear();
    }
    return plans.computeIfAbsent(
        wanted, missing -> PlanCompiler.compile(effective(missing.site(), missing.layers())));
  }

  /** What the base and these layers together say; {@code describe()} prints it. */
  public EffectiveMapping effective(List<String> layers) {
    return effective(SiteMapping.NONE, layers);
  }

  /** The same with the overlays and tables of a site. */
  public EffectiveMapping effective(SiteMapping site, List<String> layers) {
    MappingSource source = site.equals(SiteMapping.NONE) ? mappings : mappings.with(site);
    return MappingReader.read(source, layers);
  }

  /** The rules of a source by the ordinals that origins name. */
  public RuleBook rules(SiteMapping site, List<String> layers) {
    return RuleBook.of(plan(site, layers), effective(site, layers));
  }

  @Override
  public Translation translate(byte[] raw, Source source, Site site) {
    return translate(raw, source, site, false).translation();
  }

  /**
   * A translation with what explains it.
   *
   * @param translation its origins tell the rows of code tables
   * @param message the message as it was read, to which the origins refer
   */
  public record Traced(Translation translation, Hl7Message message) {}

  /** Translates again to explain: the same translation, and where its values come from. */
  public Traced trace(byte[] raw, Source source, Site site) {
    return translate(raw, source, site, true);
  }

  /** What a message says of itself: a MessageHeader and what it refers to (ADR 103). */
  public Translation header(byte[] raw, Source source, Site site) {
    return header(raw, source, site, LeafWitness.NONE);
  }

  private Translation header(byte[] raw, Source source, Site site, LeafWitness witness) {
    Hl7Message message = Hl7Message.read(raw, new ReadOptions(source.charset()));
    return run(message, source, site, false, witness, RuleWitness.NONE).header();
  }

  /** Translates and tells where each leaf went; what the header takes counts as mapped. */
  public Translation account(byte[] raw, Source source, Site site, LeafWitness witness) {
    BitSet ofHeader = new BitSet();
    int[] leaf = new int[1];
    header(
        raw,
        source,
        site,
        (segment, field, component, where) ->
            ofHeader.set(leaf[0]++, where == LeafWitness.Where.MAPPED));
    leaf[0] = 0;
    LeafWitness both =
        (segment, field, component, where) ->
            witness.leaf(
                segment,
                field,
                component,
                ofHeader.get(leaf[0]++) ? LeafWitness.Where.MAPPED : where);
    return translate(raw, source, site, false, both, RuleWitness.NONE).translation();
  }

  /** Translates and tells what became of each rule. */
  public Translation explain(byte[] raw, Source source, Site site, RuleWitness witness) {
    return translate(raw, source, site, false, LeafWitness.NONE, witness).translation();
  }

  private Traced translate(byte[] raw, Source source, Site site, boolean traced) {
    return translate(raw, source, site, traced, LeafWitness.NONE, RuleWitness.NONE);
  }

  private Traced translate(
      byte[] raw,
      Source source,
      Site site,
      boolean traced,
      LeafWitness witness,
      RuleWitness rules) {
    Hl7Message message = Hl7Message.read(raw, new ReadOptions(source.charset()));
    return new Traced(run(message, source, site, traced, witness, rules).run(), message);
  }

  private MessageRun run(
      Hl7Message message,
      Source source,
      Site site,
      boolean traced,
      LeafWitness witness,
      RuleWitness rules) {
    Plan plan = plan(site.mapping(), source.layers());
    TimeZone zone = TimeZone.getFrozenTimeZone(source.zone().getId());
    Feed feed = new Feed(source, site, zone, plan.codeSystems(), plan.tables());
    return new MessageRun(plan, feed, message, traced, witness, rules);
  }
}
