/**
 * The fold: what a resource is after any number of statements in any order (DESIGN §4 "Statement
 * time"). Start with {@link dev.trestle.records.fold.ResourceState}. Pure; no I/O, no clock.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.records.fold;
