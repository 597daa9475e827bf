/**
 * The translation engine (DESIGN §8): HL7 v2 messages to statements about FHIR R4 resources by a
 * closed rule table. Start with {@link dev.trestle.semantics.mapping.MappingTranslator}; the
 * language is read in {@code rule}, compiled in {@code plan}, run in {@code run}, and its
 * converters are in {@code convert}. No I/O except that {@link
 * dev.trestle.semantics.mapping.BaseMappingsResource} reads resources; no clock, no randomness.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.mapping;
