/**
 * What each source sends by the minute, for plots and for telling an unusual silence. Counted in
 * memory and written behind; a kill loses some seconds of it, never a message. Start with {@link
 * dev.trestle.orchestration.traffic.Traffic}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.traffic;
