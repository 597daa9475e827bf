package dev.trestle.app.signoff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message of a pack: a reference to its entry of the journal, never a copy.
 *
 * @param number in the pack, from 1
 * @param seq its entry
 * @param type {@code ADT^A01}
 * @param shows what no item before it shows; rows of tables tell of the patient
 * @param made hash of what the mapping made of it when the pack was chosen
 * @param decisions all, oldest first; the last one counts
 */
public record SignoffItem(
    int number, long seq, String type, List<String> shows, byte[] made, List<Decision> decisions) {
  public SignoffItem {
    shows = List.copyOf(shows);
    decisions = List.copyOf(decisions);
  }

  /**
   * What somebody decided about it.
   *
   * @param comment may be empty; patient data
   */
  public record Decision(long id, Instant at, String actor, boolean approved, String comment) {
    @Override
    public String toString() {
      return "Decision[" + (approved ? "approved" : "rejected") + "]";
    }
  }

  /** The one that counts. */
  public Optional<Decision> decision() {
    return decisions.isEmpty()
        ? Optional.empty()
        : Optional.of(decisions.get(decisions.size() - 1));
  }

  /** The number of the decision that counts; 0 when there is none. */
  public long lastDecision() {
    return decision().map(Decision::id).orElse(0L);
  }

  /** {@code approved}, {@code rejected} or {@code to decide}. */
  public String word() {
    return decision().map(one -> one.approved() ? "approved" : "rejected").orElse("to decide");
  }

  boolean is(boolean approved) {
    return decision().map(one -> one.approved() == approved).orElse(false);
  }

  @Override
  public String toString() {
    return "SignoffItem[" + number + "]";
  }
}
