/** Tests of answers that wait for the outcome. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.answer;
