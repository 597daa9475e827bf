package dev.trestle.semantics.mapping.convert;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns one repetition of a field, or one component of it, into a FHIR value.
 *
 * <p>Leaves are put through the {@link Draft} in document order, so that each has its origin.
 */
@FunctionalInterface
public interface Converter {
  /** The value, or null when there is none; an array stands for several items. */
  @Nullable JsonNode convert(Taken taken, Draft draft);
}
