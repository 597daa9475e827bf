/**
 * What people do with a feed as a whole: take its messages out as a file, and look for numbers that
 * are missing. Start with {@link dev.trestle.app.feed.FeedExport} or {@link
 * dev.trestle.app.feed.FeedGaps}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.feed;
