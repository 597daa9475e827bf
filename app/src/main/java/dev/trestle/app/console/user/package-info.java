/** The people of the console. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.user;
