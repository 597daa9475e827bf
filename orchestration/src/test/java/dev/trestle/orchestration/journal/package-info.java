/** Tests of the journal under load and faults. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.journal;
