package dev.trestle.identity.review;

import dev.trestle.identity.link.Pair;
import java.time.Instant;

/**
 * Two records that a person should look at.
 *
 * @param pair internal numbers of the Patients
 * @param deferred somebody looked and could not say yet
 * @param posterior probability that they are one person
 * @param model version of the model that said so; empty for a contradiction
 */
public record Review(
    long id,
    Pair pair,
    ReviewKind kind,
    ReviewStatus status,
    boolean deferred,
    double posterior,
    String model,
    Instant openedAt) {}
