/**
 * Where everything is wired together: the entry point of the process. Start with {@link
 * dev.trestle.app.Main}; the commands themselves are in {@link dev.trestle.app.command}. Spring is
 * allowed in this module and in no other.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app;
