/**
 * FHIR profiles of a site, compiled to facts that resources are held against: cardinality, fixed
 * values and patterns, required bindings, types of choices, slices. Start with {@link
 * dev.trestle.semantics.validation.profile.ProfileSet}. What a profile says and is not checked here
 * is listed, never silent. Pure: nothing is looked up outside the site's files.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.validation.profile;
