/**
 * The command line. Start with {@link dev.trestle.app.command.RootCommand}, which lists every
 * command. A command reads its options, calls what does the work and prints the result through
 * picocli's writers; it must not hold rules of its own, and must not print patient data that was
 * not asked for.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.command;
