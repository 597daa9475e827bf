package dev.trestle.identity.score;

import java.util.Arrays;
import java.util.stream.IntStream;

/** How many different people hold each term of a field. */
final class TermCounts {
  /** The term of each value; without any each value is a term. */
  private final int[] terms;

  /** How many hold each term. */
  private final int[] holders;

  private final int people;
  private final double published;

  /** Share of pairs of strangers who agree, where it was counted before; else 0. */
  private final double known;

  /**
   * Of a term that so many hold the logarithm of the share of strangers who hold it too: others of
   * those who do.
   */
  private final double[] rates;

  private TermCounts(int[] terms, int[] holders, int people, double published, double[] rates) {
    this.terms = terms;
    this.holders = holders;
    this.people = people;
    this.published = published;
    this.known = 0;
    this.rates = rates;
  }

  /** Rates of values as if each were held by as many as its number is. */
  private TermCounts(double[] rates, double known) {
    this.terms = new int[0];
    this.holders = IntStream.range(0, rates.length).toArray();
    this.people = 0;
    this.published = 0;
    this.known = known;
    this.rates = rates;
  }

  /**
   * What was counted elsewhere.
   *
   * @param rates of each value, logarithms
   * @param agreement share of pairs of strangers who agree on a term, whichever
   */
  static TermCounts known(double[] rates, double agreement) {
    return new TermCounts(rates, agreement);
  }

  /**
   * Counts.
   *
   * @param terms the term of each value of the field; 0 for none; without any each value is one
   * @param holders how many hold each term
   * @param people how many have the field at all
   * @param published share of two strangers who agree, where nothing is known
   * @param weight how many people the published share is worth
   */
  static TermCounts of(int[] terms, int[] holders, int people, double published, double weight) {
    int once = 0;
    int twice = 0;
    for (int holder : holders) {
      once += holder == 1 ? 1 : 0;
      twice += holder == 2 ? 1 : 0;
    }
    // Share of people who hold a term that only one is known to hold (Good and Turing).
    double unseen = 2 * Math.max(twice, 0.5) / (once + 1) / Math.max(people, 1);
    double share = Math.min(unseen, 1.0 / (people + 1));
    double[] rates = new double[Arrays.stream(holders).max().orElse(0) + 1];
    for (int held = 0; held < rates.length; held++) {
      double others = Math.max(held - 1, 0);
      rates[held] = Math.log((others + share * people + published * weight) / (people + weight));
    }
    return new TermCounts(terms, holders, people, published, rates);
  }

  /** How many people hold a term. */
  int holders(int term) {
    return holders[term];
  }

  /** The term of a value; 0 for none. */
  int term(int value) {
    return terms.length == 0 ? value : terms[value];
  }

  /** Logarithm of the share of strangers who hold the term of this value too. */
  double rate(int value) {
    return rates[holders[terms.length == 0 ? value : terms[value]]];
  }

  /** Share of pairs of strangers who agree on a term, whichever. */
  double agreement(double hits) {
    if (known > 0) {
      return known;
    }
    double pairs = 0;
    for (int i = 1; i < holders.length; i++) {
      pairs += holders[i] * (holders[i] - 1.0) / 2;
    }
    double all = people * (people - 1.0) / 2;
    return agreement(pairs, all, published, hits, 1);
  }

  /**
   * Share of pairs of strangers who agree: the published one as if so many hits of it had been
   * seen, but not below what was certainly seen (two standard errors less). What is published of a
   * country is worth a million pairs, and would hide the namesakes of a village.
   */
  static double agreement(double seen, double pairs, double published, double hits, double once) {
    double expected = (seen + hits) / (pairs + hits / published);
    double certain = seen * once - 2 * Math.sqrt(seen * once);
    double least = pairs == 0 ? 0 : certain / (pairs * once);
    return Math.max(expected, least);
  }
}
