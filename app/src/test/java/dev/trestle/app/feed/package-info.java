/** Tests of what people do with a feed as a whole. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.feed;
