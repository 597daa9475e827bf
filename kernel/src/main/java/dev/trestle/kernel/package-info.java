/**
 * The words and the small contracts that every module shares.
 *
 * <p>Each package here is one group of words: {@code problem} (what can go wrong), {@code site}
 * (who is connected), {@code message} (what is received), {@code statement} (what a message says),
 * {@code record} (what becomes of it) and {@code sealing} (encryption at rest). There is no I/O, no
 * SQL and no framework in this module.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.kernel;
