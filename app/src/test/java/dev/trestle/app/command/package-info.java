/** Tests of the command line: what it prints and the exit codes scripts rely on. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.command;
