/** A version of a resource, and where each of its elements comes from. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.record;
