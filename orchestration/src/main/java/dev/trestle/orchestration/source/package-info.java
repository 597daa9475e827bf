/**
 * The state of each source, and people's decisions to stop and start one. Start with {@link
 * dev.trestle.orchestration.source.Sources}. What a held source means for order says ADR 10.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.orchestration.source;
