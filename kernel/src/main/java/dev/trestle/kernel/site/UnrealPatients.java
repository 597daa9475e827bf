package dev.trestle.kernel.site;

import java.util.List;

/**
 * Patients of a health system that are not, or not yet, certain people (DESIGN §4 Environment,
 * Unknown people).
 *
 * @param temporaryNames family names beyond {@link NamePatterns#TEMPORARY} that are given until the
 *     right one is known
 * @param testNames family names beyond {@link NamePatterns#TEST} of test patients
 * @param testNumbers numbers of test patients
 */
public record UnrealPatients(
    NamePatterns temporaryNames, NamePatterns testNames, List<NumberRange> testNumbers) {
  /** What is known without a site. */
  public static final UnrealPatients STANDARD =
      new UnrealPatients(NamePatterns.NONE, NamePatterns.NONE, List.of());

  public UnrealPatients {
    testNumbers = List.copyOf(testNumbers);
  }

  public boolean isTemporary(String family) {
    return NamePatterns.TEMPORARY.matches(family) || temporaryNames.matches(family);
  }

  public boolean isTestName(String family) {
    return NamePatterns.TEST.matches(family) || testNames.matches(family);
  }

  /** Whether a normalised number belongs to a test patient. */
  public boolean isTestNumber(String authority, String number) {
    for (NumberRange range : testNumbers) {
      if (range.contains(authority, number)) {
        return true;
      }
    }
    return false;
  }
}
