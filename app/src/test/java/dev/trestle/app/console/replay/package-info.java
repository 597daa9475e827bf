/** Tests of the pages of a replay. */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.console.replay;
