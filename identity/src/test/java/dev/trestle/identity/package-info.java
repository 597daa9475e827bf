/** What all tests of identity share: a hospital that says who its patients are. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity;
