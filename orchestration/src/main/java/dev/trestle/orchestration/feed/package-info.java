/**
 * The entries of one source in the order of the journal, for whoever looks through a feed: exports
 * and checks of its numbering. Reads only, a page at a time, and never holds up a message. Start
 * with {@link dev.trestle.orchestration.feed.FeedMessages}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.feed;
