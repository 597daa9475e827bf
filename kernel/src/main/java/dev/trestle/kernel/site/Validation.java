package dev.trestle.kernel.site;

/**
 * What becomes of a message of a source that makes something which is not FHIR R4 ({@code
 * validation}) or cannot be true ({@code plausibility}).
 */
public enum Validation {
  /** Nobody looks. */
  OFF,
  /** It is applied, and told as information. The default. */
  INFORM,
  /** It is applied, with a warning among the findings of its outcome. */
  FLAG,
  /** It becomes an exception: a person decides. */
  HOLD
}
