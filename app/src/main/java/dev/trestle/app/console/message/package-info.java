/** Messages: finding one, and one in full. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.message;
