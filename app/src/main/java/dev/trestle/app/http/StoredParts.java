package dev.trestle.app.http;

import dev.trestle.app.icd.Interfaces;
import dev.trestle.app.replay.Replays;

/**
 * What looks at stored messages again.
 *
 * @param replays by another version of the site
 * @param interfaces what a source sends
 */
public record StoredParts(Replays replays, Interfaces interfaces) {}
