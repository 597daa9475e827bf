/** Tests of the console in a real browser, on a running platform. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console;
