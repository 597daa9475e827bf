package dev.trestle.semantics.validation;

import tools.jackson.databind.JsonNode;

/**
 * A rule of FHIR about an object as a whole.
 *
 * @param key FHIR's name: {@code obs-6}
 * @param says what must hold, in words of our own
 */
record Invariant(String key, String says, Rule rule) {
  /** The rule itself. */
  @FunctionalInterface
  interface Rule {
    /**
     * Whether it holds.
     *
     * @param object the object that the rule is about; it may be of a wrong form in any way
     * @param resource the resource that it stands in; for contained ones the container
     */
    boolean holds(JsonNode object, JsonNode resource);
  }
}
