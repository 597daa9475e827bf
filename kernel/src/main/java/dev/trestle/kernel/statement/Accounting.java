package dev.trestle.kernel.statement;

/**
 * Where every non-empty leaf of a message went; the four parts add up to {@code leaves} (DESIGN
 * §8).
 *
 * @param leaves non-empty leaves of the message
 * @param mapped taken by a rule into a resource
 * @param kept kept with the message by a named rule
 * @param dropped dropped by a named rule
 * @param reported taken by no rule: kept in the message and listed as finding
 */
public record Accounting(int leaves, int mapped, int kept, int dropped, int reported) {
  public boolean closes() {
    return leaves == mapped + kept + dropped + reported;
  }
}
