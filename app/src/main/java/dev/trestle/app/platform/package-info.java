/**
 * The wiring: which parts there are, in which order they start and stop. Start with {@link
 * dev.trestle.app.platform.Platform}. No rule of any part stands here.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.platform;
