package dev.trestle.identity.model;

/**
 * How often a level of agreement is found.
 *
 * @param same share of pairs that are one person
 * @param household share of two people of one household
 * @param other share of two people who have nothing to do with each other
 * @param term of what the frequency counts
 * @param power how much it counts: 1 for values that agree, less for values that are alike
 */
public record LevelShares(double same, double household, double other, Term term, double power) {}
