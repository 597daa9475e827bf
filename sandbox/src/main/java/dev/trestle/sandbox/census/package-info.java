/**
 * Populations that are hard to tell apart, with the truth: what the linking of people is measured
 * on. Start with {@link dev.trestle.sandbox.census.Census}. Not the people of the simulated
 * hospitals: these here are rows of a file, made as unlucky as people are.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.sandbox.census;
