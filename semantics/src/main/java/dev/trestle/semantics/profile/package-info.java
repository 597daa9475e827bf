/**
 * What a feed really sends, and what its mapping makes of each field: the two halves of an
 * interface control document. Counts, formats and codes, never a value that could tell who a
 * message is about ({@link dev.trestle.semantics.profile.CodeCounts} says the rule). Pure. Start
 * with {@link dev.trestle.semantics.profile.FeedProfile} and {@link
 * dev.trestle.semantics.profile.MappedFields}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.profile;
