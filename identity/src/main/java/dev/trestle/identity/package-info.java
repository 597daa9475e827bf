/**
 * Layer 3: who is the same person. A library of its own that knows only the kernel. Messages write
 * merges and identifiers with what they apply ({@link dev.trestle.identity.link.LinkStore}); the
 * resolver follows ({@link dev.trestle.identity.resolve.Resolver}); people decide ({@link
 * dev.trestle.identity.review.Decisions}). Clinical rows are never rewritten: a person is a view.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity;
