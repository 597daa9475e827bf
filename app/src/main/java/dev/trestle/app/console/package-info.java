/**
 * The console: pages that the server renders, for people who watch feeds and settle what could not
 * go on. Start with {@link dev.trestle.app.console.ConsoleConfiguration}; each page has a package
 * of its own. Pages show what the parts of the platform say and decide nothing themselves. No
 * patient data stands in an address.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console;
