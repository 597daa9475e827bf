/**
 * What people look at and decide: pairs that may be one person, links that contradict a "not the
 * same", and the decisions about them. Start with {@link dev.trestle.identity.review.Decisions}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.review;
