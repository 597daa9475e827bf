/** Tests of the command line of the bench; nothing is measured here. */
@org.jspecify.annotations.NullMarked
package dev.trestle.bench;
