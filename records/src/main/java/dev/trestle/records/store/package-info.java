/**
 * The tables of the store; all SQL of this module is here. Start with {@link
 * dev.trestle.records.store.ResourceStore}. Nothing here folds or decides.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.records.store;
