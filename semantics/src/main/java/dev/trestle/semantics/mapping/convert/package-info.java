/**
 * Named converters from HL7 v2 data types to FHIR data types, each a small pure class. Start with
 * {@link dev.trestle.semantics.mapping.convert.Converter}; the names that rules use are in {@link
 * dev.trestle.semantics.mapping.convert.Converters}. A converter never throws on bad data: it adds
 * a finding and says nothing.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.mapping.convert;
