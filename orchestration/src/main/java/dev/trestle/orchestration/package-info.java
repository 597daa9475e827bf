/**
 * Layer 3: the way of a message from the socket to the record (DESIGN §3). Read the packages in the
 * order of the way: {@code intake}, {@code journal}, {@code dispatch}, {@code apply}; {@code
 * exceptions} is where failures go, {@code balance} proves that nothing is missing. This module
 * knows bytes, keys and contracts; it knows neither HL7 nor FHIR.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration;
