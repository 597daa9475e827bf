package dev.trestle.semantics.hl7v2;

import org.jspecify.annotations.Nullable;

/**
 * What a source prescribes for reading.
 *
 * @param charset character set that overrides MSH-18, by its HL7 or Java name; null: MSH-18, then
 *     detection
 */
public record ReadOptions(@Nullable String charset) {
  /** MSH-18, then detection. */
  public static final ReadOptions DEFAULT = new ReadOptions(null);
}
