/**
 * Writes HL7 v2 text field by field with any delimiters. Start with {@link
 * dev.trestle.sandbox.hl7.SegmentWriter}. It knows nothing of hospitals.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.sandbox.hl7;
