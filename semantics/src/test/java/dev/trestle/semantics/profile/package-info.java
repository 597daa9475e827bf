/** Tests of what a feed sends. */
@org.jspecify.annotations.NullMarked
package dev.trestle.semantics.profile;
