/** Tests of what goes to disk. */
@org.jspecify.annotations.NullMarked
package dev.trestle.identity.spill;
