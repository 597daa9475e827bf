package dev.trestle.kernel.site;

/**
 * How people decide who is the same person, and how right what nobody looks at has to be.
 *
 * @param twoPersons whether a link by a person's word needs the word of a second one
 * @param automaticTarget share of automatic links that have to be right
 * @param golden changes of the rules by which a person is shown as one record, as text; empty: none
 */
public record IdentityRules(boolean twoPersons, double automaticTarget, String golden) {
  public static final double LEAST_TARGET = 0.9;
  public static final double MOST_TARGET = 0.9999;

  /** What holds where the site says nothing. */
  public static final IdentityRules STANDARD = new IdentityRules(false, 0.999, "");

  /** The same with other rules for showing a person. */
  public IdentityRules withGolden(String text) {
    return new IdentityRules(twoPersons, automaticTarget, text);
  }
}
