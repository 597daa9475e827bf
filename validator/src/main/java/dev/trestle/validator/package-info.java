/**
 * HAPI's FHIR validator as a program of its own, with nothing of ours beside it: its libraries stay
 * out of the platform. {@link dev.trestle.validator.Main} is asked over its standard input; {@link
 * dev.trestle.validator.HapiValidator} is what it asks, and the oracle of our own checker in tests.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.validator;
