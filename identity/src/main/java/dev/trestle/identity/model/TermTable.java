package dev.trestle.identity.model;

import java.util.Map;

/**
 * How frequent the terms of a field are, counted once and part of the model: what two records come
 * to stays a function of these two.
 *
 * @param agreement share of two strangers who agree on a term, whichever
 * @param rest share of strangers who hold a term that is not listed: one that few hold
 * @param rates share of strangers who hold a term, of those that many hold
 */
public record TermTable(double agreement, double rest, Map<String, Double> rates) {
  public TermTable {
    rates = Map.copyOf(rates);
  }

  /** Share of strangers who hold a term. */
  public double rate(String term) {
    return rates.getOrDefault(term, rest);
  }

  @Override
  public String toString() {
    return "TermTable[" + rates.size() + " terms]";
  }
}
