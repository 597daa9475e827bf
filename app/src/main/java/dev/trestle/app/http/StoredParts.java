package dev.trestle.app.http;

import dev.trestle.app.icd.Interfaces;
import dev.trestle.app.replay.ParallelRuns;
import dev.trestle.app.replay.Replays;
import dev.trestle.app.signoff.Signoffs;

/**
 * What looks at stored messages again.
 *
 * @param replays by another version of the site
 * @param parallel versions beside the active one
 * @param interfaces what a source sends
 * @param signoffs what people say of what a mapping makes of them
 */
public record StoredParts(
    Replays replays, ParallelRuns parallel, Interfaces interfaces, Signoffs signoffs) {}
