package dev.trestle.app.icd;

import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.semantics.hl7v2.Hl7Message;
import dev.trestle.semantics.hl7v2.ReadOptions;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.semantics.mapping.rule.EffectiveMapping;
import dev.trestle.semantics.profile.FeedProfile;
import dev.trestle.semantics.profile.MappedFields;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Messages of one source, looked at one by one by its rules in one version of the site. */
public final class Traffic {
  private static final String BASE = "base";

  private final Source source;
  private final Site site;
  private final MappingTranslator translator = MappingTranslator.ofBase();
  private final MappedFields mapped;
  private final FeedProfile profile;
  private long unreadable;
  private @Nullable SignedOff signedOff;
  private boolean asked;

  public Traffic(Source source, Site site) {
    this.source = source;
    this.site = site;
    this.mapped = MappedFields.of(translator.plan(site.mapping(), source.layers()));
    this.profile = new FeedProfile(mapped);
  }

  /**
   * A message.
   *
   * @param type {@code ADT^A01}
   * @param day it was received or made, {@code 2026-01-31}; empty when not known
   */
  public void add(byte[] raw, String type, String day) {
    try {
      Translation translation = translator.account(raw, source, site, profile.witness());
      profile.add(Hl7Message.read(raw, new ReadOptions(source.charset())), type, translation, day);
    } catch (RuntimeException | StackOverflowError defect) {
      // The text of a defect can hold what was translated.
      unreadable++;
    }
  }

  /** A message whose bytes are gone, or that a document does not look at. */
  public void leaveOut() {
    unreadable++;
  }

  /**
   * Tells what people said of this mapping, where that is known.
   *
   * @param found the last sign-off of this mapping, or of an earlier one; empty: there is none
   */
  public void signedOff(Optional<SignedOff> found) {
    asked = true;
    signedOff = found.orElse(null);
  }

  /** The last sign-off; empty when there is none, or nobody was asked. */
  Optional<SignedOff> signedOff() {
    return Optional.ofNullable(signedOff);
  }

  /** Whether it is known what was signed off: of files it is not. */
  boolean isSignoffKnown() {
    return asked;
  }

  Source source() {
    return source;
  }

  Site site() {
    return site;
  }

  MappedFields mapped() {
    return mapped;
  }

  FeedProfile profile() {
    return profile;
  }

  long unreadable() {
    return unreadable;
  }

  /** Hash of the effective mapping that it is looked at by. */
  public String mappingHash() {
    return translator.plan(site.mapping(), source.layers()).hash();
  }

  /** Ids of the rules that a layer of the site added or changed. */
  Set<String> ownRules() {
    Set<String> own = new TreeSet<>();
    EffectiveMapping mapping = translator.effective(site.mapping(), source.layers());
    mapping
        .maps()
        .values()
        .forEach(
            map ->
                map.rules()
                    .values()
                    .forEach(
                        rule -> {
                          boolean ofBase =
                              rule.place().layer().equals(BASE)
                                  && rule.properties().values().stream()
                                      .allMatch(each -> each.place().layer().equals(BASE));
                          if (!ofBase) {
                            own.add(rule.id());
                          }
                        }));
    return own;
  }
}
