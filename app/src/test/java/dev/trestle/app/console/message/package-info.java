/** Tests of how messages are shown and asked for. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.message;
