/** Tests of what a source sent, in order. */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.feed;
