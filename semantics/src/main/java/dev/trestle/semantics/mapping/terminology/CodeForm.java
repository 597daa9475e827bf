package dev.trestle.semantics.mapping.terminology;

import java.util.Locale;

/**
 * What can be said of a code of a public system by looking at it, without a list of its codes.
 * Systems whose codes have no form that could be wrong take every code.
 */
public enum CodeForm {
  /** It can be a code of its system, and {@link #written} is how the system writes it. */
  SOUND,
  /** It can stand for more than one code; nobody guesses, it stays as sent. */
  AMBIGUOUS,
  /** The system has no code that is written so. */
  IMPOSSIBLE;

  public static final String LOINC = "http://loinc.org";
  public static final String NDC = "http://hl7.org/fhir/sid/ndc";
  public static final String SNOMED_CT = "http://snomed.info/sct";
  public static final String ICD_10_CM = "http://hl7.org/fhir/sid/icd-10-cm";
  private static final String ICD_9_CM = "http://hl7.org/fhir/sid/icd-9-cm";
  private static final int ICD_CATEGORY = 3;

  /**
   * The form of a code.
   *
   * @param uri of the system
   * @param code blanks around it do not count
   */
  public static CodeForm of(String uri, String code) {
    if (uri.equals(LOINC)) {
      return LoincCode.isOne(code.strip()) ? SOUND : IMPOSSIBLE;
    }
    if (uri.equals(SNOMED_CT)) {
      return SnomedId.isConcept(code.strip()) ? SOUND : IMPOSSIBLE;
    }
    if (uri.equals(NDC)) {
      String stripped = code.strip();
      if (!NdcCode.isOne(stripped)) {
        return IMPOSSIBLE;
      }
      return NdcCode.elevenDigits(stripped) == null ? AMBIGUOUS : SOUND;
    }
    return SOUND;
  }

  /**
   * The code as its system writes it: ICD with a dot after the category, NDC as eleven digits
   * without hyphens, letters of LOINC large. What is not {@link #SOUND} stays as it is.
   */
  public static String written(String uri, String code) {
    String stripped = code.strip();
    return switch (uri) {
      case ICD_10_CM -> dotted(stripped, ICD_CATEGORY);
      // External causes are E and three digits before the dot.
      case ICD_9_CM -> dotted(stripped, stripped.startsWith("E") ? ICD_CATEGORY + 1 : ICD_CATEGORY);
      case LOINC -> stripped.startsWith("l") ? stripped.toUpperCase(Locale.ROOT) : stripped;
      case NDC -> eleven(stripped);
      default -> stripped;
    };
  }

  private static String eleven(String code) {
    String digits = NdcCode.isOne(code) ? NdcCode.elevenDigits(code) : null;
    return digits == null ? code : digits;
  }

  private static String dotted(String code, int at) {
    return code.length() <= at || code.indexOf('.') >= 0
        ? code
        : code.substring(0, at) + "." + code.substring(at);
  }
}
