/** Exceptions: the worklist, and one with what can be done about it. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.exception;
