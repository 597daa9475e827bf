/**
 * Messages that could not go on and the decisions people take on them. Start with {@link
 * dev.trestle.orchestration.exceptions.Exceptions}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.exceptions;
