package dev.trestle.app.http;

import dev.trestle.identity.band.AutomaticBand;
import dev.trestle.identity.review.KnownPairs;
import dev.trestle.identity.review.Reviewers;

/** How right automatic links are, and how people review. */
public record ReviewDesk(AutomaticBand band, Reviewers reviewers, KnownPairs known) {}
