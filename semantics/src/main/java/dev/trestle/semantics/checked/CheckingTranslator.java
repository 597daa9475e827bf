package dev.trestle.semantics.checked;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.Severity;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.Validation;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.semantics.plausibility.Plausibility;
import dev.trestle.semantics.validation.TranslationCheck;
import dev.trestle.semantics.validation.profile.Deviation;
import dev.trestle.semantics.validation.profile.MessageProfiles;
import java.util.ArrayList;
import java.util.List;

/**
 * Translates and tells what of the result is not FHIR R4 or not as the profiles of the source, and
 * what cannot be true, as the source asks for ({@code validation}, {@code plausibility}). Pure and
 * thread-safe, as the translator in it.
 */
public final class CheckingTranslator implements Translator {
  private final Translator translator;
  private final Validation least;

  private CheckingTranslator(Translator translator, Validation least) {
    this.translator = translator;
    this.least = least;
  }

  /** For whoever shows a message: everything is told. */
  public static Translator telling(Translator translator) {
    return new CheckingTranslator(translator, Validation.INFORM);
  }

  /** For the way of a message: only where a source or a rule asks for more than to be told. */
  public static Translator onTheWay(Translator translator) {
    return new CheckingTranslator(translator, Validation.FLAG);
  }

  @Override
  public Translation translate(byte[] raw, Source source, Site site) {
    Translation translation = translator.translate(raw, source, site);
    List<Finding> told = new ArrayList<>(0);
    boolean held =
        source.validation().compareTo(least) >= 0 && addInvalid(translation, source, site, told);
    held |=
        source.plausibility() != Validation.OFF
            && addImplausible(translation, raw, source, site, told);
    return told.isEmpty() ? translation : with(told, held, translation);
  }

  /** Whether the message is held. */
  private static boolean addInvalid(
      Translation translation, Source source, Site site, List<Finding> told) {
    List<Deviation> all = new ArrayList<>(0);
    for (Finding finding : TranslationCheck.findings(translation)) {
      all.add(new Deviation(finding, TranslationCheck.isCertain(finding)));
    }
    all.addAll(MessageProfiles.deviations(translation, source, site));
    boolean held = false;
    for (Deviation each : all) {
      held |= each.certain();
      told.add(
          new Finding(
              severity(source.validation(), each.certain()),
              each.finding().code(),
              each.finding().location(),
              each.finding().text()));
    }
    return held && source.validation() == Validation.HOLD;
  }

  /** Whether the message is held. What is stored of a message does not name the rule. */
  private boolean addImplausible(
      Translation translation, byte[] raw, Source source, Site site, List<Finding> told) {
    Plausibility rules = Plausibility.of(site, source);
    boolean showing = least == Validation.INFORM;
    if (!showing && !rules.asksForMore(source)) {
      return false;
    }
    boolean held = false;
    for (Plausibility.Noticed noticed : rules.check(translation, raw, source, least, showing)) {
      told.add(noticed.finding());
      held |= noticed.asked() == Validation.HOLD;
    }
    return held;
  }

  private static Translation with(List<Finding> told, boolean held, Translation translation) {
    List<Finding> findings = new ArrayList<>(told);
    findings.addAll(translation.findings());
    return new Translation(
        held ? Translation.Result.UNTRANSLATABLE : translation.result(),
        translation.mapping(),
        translation.keys(),
        translation.statements(),
        translation.snapshots(),
        translation.merges(),
        translation.moves(),
        findings,
        translation.accounting(),
        translation.unmapped());
  }

  private static Severity severity(Validation validation, boolean certain) {
    return switch (validation) {
      case OFF, INFORM -> Severity.INFORMATION;
      case FLAG -> Severity.WARNING;
      case HOLD -> certain ? Severity.ERROR : Severity.WARNING;
    };
  }
}
