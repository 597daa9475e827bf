package dev.trestle.identity.score;

/**
 * What a pair comes to.
 *
 * @param same probability that they are one person
 * @param household probability that they are two people of one household
 * @param logOdds of the same person against anything else, natural; orders what is almost certain
 * @param vetoed whether something keeps them apart whatever the probability
 * @param automatic whether nobody needs to look at it
 */
public record Verdict(
    double same, double household, double logOdds, boolean vetoed, boolean automatic) {}
