/**
 * The contract of a transaction, so that layer 3 modules can share one commit without knowing each
 * other.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.kernel.database;
