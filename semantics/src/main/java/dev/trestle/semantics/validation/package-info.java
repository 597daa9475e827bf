/**
 * Whether a resource is FHIR R4: structure, forms of primitive values, cardinality, required
 * bindings, invariants, types of references. Start with {@link
 * dev.trestle.semantics.validation.ResourceChecker}. What FHIR says is a file of facts, made from
 * the official definitions; invariants are written by hand. Pure: no terminology server, nothing is
 * looked up. Profiles of a site stand beside it.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.validation;
