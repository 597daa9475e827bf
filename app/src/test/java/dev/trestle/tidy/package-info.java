/**
 * The style and the architecture of the code base, held by tests. Start with {@link
 * dev.trestle.tidy.TidyTest}; the rules are in the classes ending in {@code Rules}, what is excused
 * from them, and why, in {@link dev.trestle.tidy.Excused}. A rule comes with a test that feeds it a
 * bad sample.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.tidy;
