/**
 * From a received frame to its answer. Start with {@link dev.trestle.orchestration.intake.Intake}.
 * A positive answer leaves only after the journal has committed.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.intake;
