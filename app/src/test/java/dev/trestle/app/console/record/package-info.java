/** Tests of what a page of a record shows, without a browser. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.record;
