/**
 * A translation with what is told of it: what is not FHIR R4 ({@code validation}) and what cannot
 * be true ({@code plausibility}). Start with {@link
 * dev.trestle.semantics.checked.CheckingTranslator}. It stands apart because mappings are held
 * against FHIR too, and plausibility is written in the language of mappings.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.checked;
