package dev.trestle.app.signoff;

import dev.trestle.app.lineage.SiteVersions;
import dev.trestle.app.replay.Change;
import dev.trestle.app.replay.MessageReplay;
import dev.trestle.app.replay.StableIds;
import dev.trestle.app.site.SiteStore;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.rule.MappingDifference;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What became of a sign-off now that another version of the site or release may be active. */
final class Comparison {
  /** Activations that are looked through for whether a version was ever active. */
  private static final int HISTORY = 10_000;

  private final SiteStore versions;
  private final SiteVersions sites;
  private final JournalReadStore journal;
  private final Translator translator;
  private final String release;
  private final StableIds ids;
  private final MessageReplay replay;

  Comparison(
      SiteStore versions,
      SiteVersions sites,
      JournalReadStore journal,
      Translator translator,
      Keyring keyring,
      String release) {
    this.versions = versions;
    this.sites = sites;
    this.journal = journal;
    this.translator = translator;
    this.release = release;
    this.ids = new StableIds(keyring);
    this.replay = new MessageReplay(translator, keyring);
  }

  /** What it is of, seen from the active site. */
  Standing standing(Signoff signoff) {
    Site active = sites.active();
    boolean sameMapping =
        active
            .source(SourceName.parse(signoff.source()))
            .map(source -> Signoffs.mapping(active, source).equals(signoff.mapping()))
            .orElse(false);
    if (sameMapping) {
      return signoff.site().equals(active.version()) && signoff.release().equals(release)
          ? Standing.ACTIVE
          : Standing.OTHER_SITE;
    }
    boolean wasActive =
        signoff.site().equals(active.version())
            || !signoff.site().matches("[0-9a-f]{64}")
            || versions.history(HISTORY).stream()
                .anyMatch(each -> each.hash().equals(signoff.site()));
    return wasActive ? Standing.EARLIER : Standing.NOT_ACTIVE;
  }

  /**
   * The properties of rules and rows of tables that the active mapping says otherwise, {@code rule
   * patient.gender: table}; empty when the version is not kept, or does not fit this release.
   */
  Optional<List<String>> rulesThatDiffer(Signoff signoff) {
    Site active = sites.active();
    SourceName name = SourceName.parse(signoff.source());
    Optional<Site> then = sites.find(signoff.site());
    Optional<Source> now = active.source(name);
    if (then.isEmpty() || then.get().source(name).isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    MappingTranslator base = MappingTranslator.ofBase();
    return Optional.of(
        MappingDifference.between(
                base.effective(then.get().mapping(), then.get().source(name).get().layers()),
                base.effective(active.mapping(), now.get().layers()))
            .stream()
            .map(MappingDifference.Change::path)
            .toList());
  }

  /** Each item under the active site, by what it becomes. */
  List<Compared> compare(Signoff signoff) {
    return signoff.items().stream().map(item -> compare(signoff, item)).toList();
  }

  private Compared compare(Signoff signoff, SignoffItem item) {
    Site active = sites.active();
    Optional<Source> source = active.source(SourceName.parse(signoff.source()));
    Optional<byte[]> raw = raw(item);
    if (source.isEmpty() || raw.isEmpty()) {
      return new Compared(item.number(), Compared.Now.UNKNOWN, List.of());
    }
    if (madeAgain(raw.get(), source.get(), active, item)) {
      return new Compared(item.number(), Compared.Now.SAME, List.of());
    }
    TreeSet<String> places = new TreeSet<>();
    sites
        .find(signoff.site())
        .ifPresent(
            then ->
                replay
                    .compare(
                        new MessageReplay.Received(source.get().name(), item.type(), raw.get()),
                        then,
                        active)
                    .stream()
                    .map(Change::place)
                    .forEach(places::add));
    return new Compared(item.number(), Compared.Now.DIFFERS, List.copyOf(places));
  }

  private boolean madeAgain(byte[] raw, Source source, Site site, SignoffItem item) {
    try {
      Translation now = translator.translate(raw, source, site);
      return Arrays.equals(TranslationText.hash(now, ids::of), item.made());
    } catch (RuntimeException | StackOverflowError defect) {
      // The text of a defect can hold what was translated.
      return false;
    }
  }

  private Optional<byte[]> raw(SignoffItem item) {
    try {
      return Optional.of(journal.raw(item.seq()));
    } catch (TrestleException gone) {
      if (gone.code() == ProblemCode.DATABASE_UNAVAILABLE) {
        throw gone;
      }
      return Optional.empty();
    }
  }
}
