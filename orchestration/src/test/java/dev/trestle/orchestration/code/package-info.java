/** Codes that are in no table, counted over failures and restarts. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.code;
