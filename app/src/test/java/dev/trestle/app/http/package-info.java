/** Helpers and tests of the HTTP edge. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.http;
