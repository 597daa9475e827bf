package dev.trestle.semantics.validation;

import dev.trestle.kernel.problem.Finding;
import dev.trestle.kernel.problem.Severity;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.Validation;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.kernel.statement.Translator;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Translates and tells what of the result is not FHIR R4, as the source asks for ({@code
 * validation}). Pure and thread-safe, as the translator in it.
 */
public final class CheckingTranslator implements Translator {
  private final Translator translator;
  private final Set<Validation> asked;

  private CheckingTranslator(Translator translator, Set<Validation> asked) {
    this.translator = translator;
    this.asked = asked;
  }

  /** For whoever shows a message: everything is told. */
  public static Translator telling(Translator translator) {
    return new CheckingTranslator(
        translator, EnumSet.of(Validation.INFORM, Validation.FLAG, Validation.HOLD));
  }

  /** For the way of a message: only where a source asks for more than to be told. */
  public static Translator onTheWay(Translator translator) {
    return new CheckingTranslator(translator, EnumSet.of(Validation.FLAG, Validation.HOLD));
  }

  @Override
  public Translation translate(byte[] raw, Source source, Site site) {
    Translation translation = translator.translate(raw, source, site);
    return asked.contains(source.validation())
        ? checked(translation, source.validation())
        : translation;
  }

  private static Translation checked(Translation translation, Validation validation) {
    List<Finding> found = TranslationCheck.findings(translation);
    if (found.isEmpty()) {
      return translation;
    }
    List<Finding> findings = new ArrayList<>();
    boolean held = false;
    for (Finding finding : found) {
      boolean certain = TranslationCheck.isCertain(finding);
      held |= certain;
      findings.add(
          new Finding(
              severity(validation, certain), finding.code(), finding.location(), finding.text()));
    }
    findings.addAll(translation.findings());
    return new Translation(
        validation == Validation.HOLD && held
            ? Translation.Result.UNTRANSLATABLE
            : translation.result(),
        translation.mapping(),
        translation.keys(),
        translation.statements(),
        translation.snapshots(),
        translation.merges(),
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
