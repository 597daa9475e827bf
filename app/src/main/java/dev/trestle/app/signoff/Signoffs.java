package dev.trestle.app.signoff;

import dev.trestle.app.icd.SignedOff;
import dev.trestle.app.lineage.SiteVersions;
import dev.trestle.app.replay.Rest;
import dev.trestle.app.replay.StableIds;
import dev.trestle.app.site.SiteStore;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.orchestration.feed.FeedMessages;
import dev.trestle.orchestration.journal.JournalEntry;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.source.Sources;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Sign-offs of the mapping of a source (ADR 88): begins them, shows their items again from the
 * journal, takes decisions, and says what became of them when another mapping is active. Nothing of
 * a message is kept but references. Thread-safe.
 */
public final class Signoffs {
  /** Messages that a pack is chosen from when nothing else is said. */
  public static final int MESSAGES = 2_000;

  /** The most that a pack is chosen from. */
  public static final int MESSAGES_LIMIT = 100_000;

  /** Items of a pack when nothing else is said; a feed rarely needs half of it. */
  public static final int ITEMS = 100;

  /** The most items of a pack. */
  public static final int ITEMS_LIMIT = 500;

  private static final int LISTED = 50;
  private static final int PIECE = 50;

  private final SignoffStore store;
  private final SiteStore versions;
  private final SiteVersions sites;
  private final Sources sources;
  private final FeedMessages feeds;
  private final JournalReadStore journal;
  private final Translator translator;
  private final StableIds ids;
  private final Comparison comparison;
  private final String release;
  private final BooleanSupplier busy;

  /**
   * @param active the active site
   * @param release of Trestle
   * @param busy whether messages are under way
   */
  public Signoffs(
      DataSource database,
      Sealer sealer,
      Keyring keyring,
      Supplier<Site> active,
      Translator translator,
      Sources sources,
      JournalReadStore journal,
      String release,
      BooleanSupplier busy) {
    this.release = release;
    this.store = new SignoffStore(database, sealer);
    this.versions = new SiteStore(database, sealer);
    this.sites = new SiteVersions(active, versions);
    this.sources = sources;
    this.feeds = new FeedMessages(database, journal);
    this.journal = journal;
    this.translator = translator;
    this.ids = new StableIds(keyring);
    this.comparison = new Comparison(versions, sites, journal, translator, keyring, release);
    this.busy = busy;
  }

  /**
   * What a sign-off is begun of.
   *
   * @param version of the site; empty: the active one
   * @param messages how many of the last are looked at, at most
   * @param count how many items at most
   */
  public record Question(Optional<SiteVersion> version, String source, long messages, int count) {}

  /** Is told how far it is; what it throws ends the work. */
  public interface Listener {
    void progress(long looked, long of);
  }

  /**
   * Refuses what cannot be begun, before anything is answered.
   *
   * @throws TrestleException REQUEST_INVALID numbers out of bounds; NOT_FOUND no such source, or it
   *     never sent anything; SOURCE_UNKNOWN the version has no such source
   */
  public void check(Question question) {
    if (question.messages() < 1
        || question.messages() > MESSAGES_LIMIT
        || question.count() < 1
        || question.count() > ITEMS_LIMIT
        || !question.source().matches("[^/]+/[^/]+")) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "A sign-off is of a source, HEALTH-SYSTEM/SOURCE: at most "
              + ITEMS_LIMIT
              + " items of its last 1 to "
              + MESSAGES_LIMIT
              + " messages");
    }
    sources.number(question.source());
    source(site(question), question.source());
  }

  private Site site(Question question) {
    return question.version().map(SiteVersion::site).orElseGet(sites::active);
  }

  /**
   * Chooses a pack and keeps it as an open sign-off.
   *
   * @throws TrestleException what {@link #check} refuses; NOT_FOUND no message could be translated
   */
  public Signoff begin(Question question, String actor, Listener listener) {
    check(question);
    Site site = site(question);
    question.version().ifPresent(versions::keep);
    Source source = source(site, question.source());
    MessageFeatures features = new MessageFeatures(MappingTranslator.ofBase(), source, site);
    SamplePack pack = new SamplePack();
    FeedMessages.Span span = feeds.last(sources.number(question.source()), question.messages());
    listener.progress(0, span.entries());
    Rest rest = new Rest(busy);
    long[] looked = new long[1];
    long[] shown = new long[1];
    feeds.each(
        span,
        entry -> {
          if (add(entry, source, features, pack)) {
            shown[0]++;
          }
          rest.afterWork();
          if (++looked[0] % PIECE == 0) {
            listener.progress(looked[0], span.entries());
          }
        });
    SamplePack.Pack chosen = pack.choose(question.count());
    if (chosen.items().isEmpty()) {
      throw new TrestleException(
          ProblemCode.NOT_FOUND, "There is no message of this source that could be translated");
    }
    return find(store.begin(begun(chosen, site, source, actor, shown[0])));
  }

  /** Repeats, big ones, what is not accepted and what does not open are left out. */
  private boolean add(
      JournalEntry entry, Source source, MessageFeatures features, SamplePack pack) {
    String[] type = entry.type().split("\\^", -1);
    if (entry.duplicateOf() > 0
        || entry.bytes() > Source.BIG_MESSAGE_BYTES
        || !source.accepts(type[0], type.length > 1 ? type[1] : "")) {
      return false;
    }
    try {
      pack.add(
          entry.seq(), entry.type(), entry.bytes(), features.of(journal.raw(entry), entry.type()));
      return true;
    } catch (TrestleException gone) {
      if (gone.code() == ProblemCode.DATABASE_UNAVAILABLE) {
        throw gone;
      }
      return false;
    } catch (RuntimeException | StackOverflowError defect) {
      // It is an exception of its own; the text of a defect can hold what was translated.
      return false;
    }
  }

  private Signoff begun(SamplePack.Pack pack, Site site, Source source, String actor, long looked) {
    List<SignoffItem> items = new ArrayList<>();
    for (SamplePack.Chosen each : pack.items()) {
      byte[] made =
          TranslationText.hash(
              translator.translate(journal.raw(each.seq()), source, site), ids::of);
      items.add(
          new SignoffItem(
              items.size() + 1, each.seq(), each.type(), each.shows(), made, List.of()));
    }
    return new Signoff(
        0,
        source.name().toString(),
        mapping(site, source),
        site.version(),
        release,
        actor,
        Instant.EPOCH,
        looked,
        pack.features(),
        pack.missed(),
        items);
  }

  static String mapping(Site site, Source source) {
    return MappingTranslator.ofBase().plan(site.mapping(), source.layers()).hash();
  }

  private static Source source(Site site, String name) {
    return site.source(SourceName.parse(name))
        .orElseThrow(
            () ->
                new TrestleException(ProblemCode.SOURCE_UNKNOWN, "The site has no source " + name));
  }

  /** The last ones, newest first. */
  public List<Signoff> list() {
    return store.last(LISTED);
  }

  /**
   * One with its items.
   *
   * @throws TrestleException NOT_FOUND
   */
  public Signoff find(long id) {
    return store
        .find(id)
        .orElseThrow(
            () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no sign-off " + id));
  }

  /** The last one of this mapping of a source, or else the last one of the source. */
  public Optional<Signoff> latest(String source, String mapping) {
    List<Signoff> all = store.last(source, LISTED);
    return all.stream()
        .filter(each -> each.mapping().equals(mapping))
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  /** The same in the words of an interface document. */
  public Optional<SignedOff> signedOff(String source, String mapping) {
    return latest(source, mapping)
        .map(
            found ->
                new SignedOff(
                    found.id(),
                    found.mapping(),
                    found.state().id(),
                    found.at(),
                    found.items().stream()
                        .flatMap(item -> item.decision().stream())
                        .map(SignoffItem.Decision::at)
                        .max(Comparator.naturalOrder()),
                    found.deciders(),
                    found.approved(),
                    found.rejected(),
                    found.items().size()));
  }

  /** What it is of, seen from the active site. */
  public Standing standing(Signoff signoff) {
    return comparison.standing(signoff);
  }

  /**
   * The properties of rules and rows of tables that the active mapping says otherwise, {@code rule
   * patient.gender: table}; empty when the version is not kept, or does not fit this release.
   */
  public Optional<List<String>> rulesThatDiffer(Signoff signoff) {
    return comparison.rulesThatDiffer(signoff);
  }

  /** Each item under the active site, by what it becomes. */
  public List<Compared> compare(Signoff signoff) {
    return comparison.compare(signoff);
  }

  /**
   * An item to look at; patient data.
   *
   * @param site whose rules made the chart
   * @param asBegun whether it becomes what it became when the pack was chosen: only then it can be
   *     decided
   */
  public record Shown(
      Signoff signoff, SignoffItem item, Site site, byte[] raw, Chart chart, boolean asBegun) {
    @Override
    public String toString() {
      return "Shown[" + item.number() + " of " + signoff.id() + "]";
    }
  }

  /**
   * Translates an item again by the version of its sign-off.
   *
   * @throws TrestleException NOT_FOUND no such item; GONE its bytes or its version are not kept
   */
  public Shown show(long id, int number) {
    Signoff signoff = find(id);
    SignoffItem item =
        signoff.items().stream()
            .filter(each -> each.number() == number)
            .findFirst()
            .orElseThrow(
                () ->
                    new TrestleException(
                        ProblemCode.NOT_FOUND, "This sign-off has no item " + number));
    Site site =
        sites
            .find(signoff.site())
            .orElseThrow(
                () ->
                    new TrestleException(
                        ProblemCode.GONE,
                        "The version of this sign-off is not kept, or does not fit this release"));
    byte[] raw = journal.raw(item.seq());
    Source source = source(site, signoff.source());
    Translation translation = translator.translate(raw, source, site);
    boolean asBegun =
        Arrays.equals(TranslationText.hash(translation, ids::of), item.made())
            && mapping(site, source).equals(signoff.mapping());
    return new Shown(signoff, item, site, raw, ChartReader.of(translation, ids::of), asBegun);
  }

  /**
   * Decides about an item.
   *
   * @param after the decision that the person saw as the last one; 0 for none
   * @throws TrestleException NOT_FOUND no such item; REQUEST_INVALID rejected without saying why;
   *     CONFLICT somebody has decided since, or this release makes something else of it than was
   *     chosen
   */
  public Signoff decide(
      long id, int number, boolean approved, String comment, long after, String actor) {
    if (!approved && comment.isBlank()) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "Who rejects an item says what is wrong with it");
    }
    Shown shown = show(id, number);
    if (!shown.asBegun()) {
      throw new TrestleException(
          ProblemCode.CONFLICT,
          "This release makes something else of the message than when the pack was chosen; begin a"
              + " new sign-off");
    }
    store.decide(
        id,
        shown.item(),
        after,
        new SignoffItem.Decision(0, Instant.EPOCH, actor, approved, comment.strip()));
    return find(id);
  }
}
