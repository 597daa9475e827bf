/** Tests of replays. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.replay;
