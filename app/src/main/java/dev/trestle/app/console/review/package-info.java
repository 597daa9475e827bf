/** Pairs of records that a person should look at. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.review;
