/**
 * What can go wrong, once: one enum of problem codes, findings in data, and the exception that
 * carries a code. Start with {@link dev.trestle.kernel.problem.ProblemCode}. Nothing here carries
 * patient data in its text.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.kernel.problem;
