/** Tests of {@code dev.trestle.identity.offline}. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.offline;
