/** Tests of decisions about messages that could not go on. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.exceptions;
