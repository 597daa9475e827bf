package dev.trestle.app.signoff;

import java.time.Instant;
import java.util.List;

/**
 * A clinical sign-off: a pack of stored messages of one source, tied to what translated them.
 *
 * @param id its number
 * @param mapping hash of the effective mapping of the source
 * @param site the version of the site
 * @param release of Trestle
 * @param actor who began it
 * @param looked messages that the pack was chosen from
 * @param features how many different things those messages show
 * @param missed what the pack does not show because it had to be smaller; may hold codes
 */
public record Signoff(
    long id,
    String source,
    String mapping,
    String site,
    String release,
    String actor,
    Instant at,
    long looked,
    int features,
    List<String> missed,
    List<SignoffItem> items) {
  public Signoff {
    missed = List.copyOf(missed);
    items = List.copyOf(items);
  }

  /** Where a sign-off stands; a rejected item is enough to reject it. */
  public enum State {
    OPEN,
    APPROVED,
    REJECTED;

    /** In a word. */
    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Approved only when every item is. */
  public State state() {
    if (rejected() > 0) {
      return State.REJECTED;
    }
    return approved() == items.size() && !items.isEmpty() ? State.APPROVED : State.OPEN;
  }

  /** Items that are approved. */
  public long approved() {
    return items.stream().filter(item -> item.is(true)).count();
  }

  /** Items that are rejected. */
  public long rejected() {
    return items.stream().filter(item -> item.is(false)).count();
  }

  /** Items that nobody has decided. */
  public long undecided() {
    return items.size() - approved() - rejected();
  }

  /** Who decided what counts now. */
  public List<String> deciders() {
    return items.stream()
        .flatMap(item -> item.decision().stream())
        .map(SignoffItem.Decision::actor)
        .distinct()
        .sorted()
        .toList();
  }

  /** {@code 5 of 12 approved, 1 rejected}. */
  public String words() {
    return approved()
        + " of "
        + items.size()
        + " approved"
        + (rejected() > 0 ? ", " + rejected() + " rejected" : "")
        + (undecided() > 0 ? ", " + undecided() + " to decide" : "");
  }

  @Override
  public String toString() {
    return "Signoff[" + id + "]";
  }
}
