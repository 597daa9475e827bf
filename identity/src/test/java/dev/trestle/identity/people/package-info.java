/** Tests of {@code dev.trestle.identity.people}. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.people;
