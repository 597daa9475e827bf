/**
 * HL7 v2 as bytes: reading any message tolerantly and without copying it, grouping its segments,
 * answering it, and writing messages. Start with {@link dev.trestle.semantics.hl7v2.Hl7Message};
 * intake uses {@link dev.trestle.semantics.hl7v2.Hl7v2Dialect}. Nothing here knows FHIR, decides
 * what a field means for a patient's record, or throws because of what a message holds.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.hl7v2;
