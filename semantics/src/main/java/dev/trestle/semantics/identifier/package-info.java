/**
 * Whose identifier a number is: the authority that a message names, in the words of the site. Start
 * with {@link dev.trestle.semantics.identifier.AuthorityResolution}. Intake and mapping both use
 * it, so that a message is ordered by the same number that its patient is found by. Nothing here
 * reads a message.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.identifier;
