/** Tests of the package. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.band;
