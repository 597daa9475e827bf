/** Tests of differences. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.difference;
