package dev.trestle.orchestration.balance;

/**
 * The sum that must close (DESIGN §1.4). Each term was counted from its own rows in one snapshot of
 * the database.
 *
 * @param received counted by the appender
 * @param inFlight journal entries that nothing has settled
 */
public record Balance(
    long received,
    long applied,
    long unchanged,
    long duplicate,
    long filtered,
    long rejected,
    long dismissed,
    long exceptions,
    long waiting,
    long inFlight) {

  /** Everything but {@code received}. */
  public long accounted() {
    return applied
        + unchanged
        + duplicate
        + filtered
        + rejected
        + dismissed
        + exceptions
        + waiting
        + inFlight;
  }

  /** Whether what was received is what became of it. */
  public boolean closes() {
    return received == accounted();
  }

  /** The line for people and scripts; {@code closed} also says that nothing is in flight. */
  public String line() {
    String state = closes() && inFlight == 0 ? "closed" : "OPEN";
    return "balance "
        + state
        + ": received="
        + received
        + " applied="
        + applied
        + " unchanged="
        + unchanged
        + " duplicate="
        + duplicate
        + " filtered="
        + filtered
        + " rejected="
        + rejected
        + " dismissed="
        + dismissed
        + " exceptions="
        + exceptions
        + " waiting="
        + waiting
        + " in-flight="
        + inFlight;
  }
}
