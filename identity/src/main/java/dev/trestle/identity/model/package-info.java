/**
 * The parameters of the linking as data: shares of the levels, thresholds, what never links by
 * itself. Read from rules/identity.yaml by {@link dev.trestle.identity.model.LinkModelResource}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.model;
