/**
 * Code tables in memory: from the codes of HL7 v2 to those of FHIR. Start with {@link
 * dev.trestle.semantics.mapping.terminology.CodeTable}. Nothing here asks a terminology server.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.mapping.terminology;
