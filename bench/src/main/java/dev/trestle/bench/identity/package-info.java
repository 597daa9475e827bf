/**
 * How good and how fast the linking of people is, on labelled people that are published: {@link
 * dev.trestle.bench.identity.LinkingBench} writes the figures of docs/identity.md.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.bench.identity;
