/**
 * Replay: stored messages are translated by the active site and by another version, and what
 * differs is told (ADR 53). Reads only, rests while messages are under way, and writes nothing but
 * what came of it. Start with {@link dev.trestle.app.replay.Replays}, then {@link
 * dev.trestle.app.replay.TranslationDifference}.
 */
@org.jspecify.annotations.NullMarked
package dev.trestle.app.replay;
