/**
 * Answers that wait for the outcome of a message. Start with {@link
 * dev.trestle.orchestration.answer.OutcomeWatch}. Nothing here is stored: whoever gets no answer
 * repeats the message.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.answer;
