/** Feeds: their state, stop and start. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.feed;
