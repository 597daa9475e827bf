/** The way of a message from end to end, with a toy dialect and records that are plain rows. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration;
