/** Tests of the golden record. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.golden;
