package dev.trestle.app.http;

import dev.trestle.app.icd.Interfaces;
import dev.trestle.app.replay.ParallelRuns;
import dev.trestle.app.replay.Replays;

/**
 * What looks at stored messages again.
 *
 * @param replays by another version of the site
 * @param parallel versions beside the active one
 * @param interfaces what a source sends
 */
public record StoredParts(Replays replays, ParallelRuns parallel, Interfaces interfaces) {}
