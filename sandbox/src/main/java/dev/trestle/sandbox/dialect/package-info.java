/**
 * The dialects of the simulated hospitals as data: how each feed writes, and how often each quirk
 * happens. Start with {@link dev.trestle.sandbox.dialect.Hospitals}. No message is made here.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.sandbox.dialect;
