/** Tests of {@code dev.trestle.identity.group}. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.group;
