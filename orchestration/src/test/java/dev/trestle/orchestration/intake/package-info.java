/** Tests of answers and of what the journal takes. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.intake;
