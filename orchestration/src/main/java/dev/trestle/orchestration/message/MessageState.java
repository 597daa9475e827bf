package dev.trestle.orchestration.message;

import dev.trestle.orchestration.journal.Outcome;
import java.util.Locale;
import java.util.Optional;

/** Where an entry is: the terms of the balance. */
public enum MessageState {
  APPLIED(Outcome.APPLIED),
  UNCHANGED(Outcome.UNCHANGED),
  DUPLICATE(Outcome.DUPLICATE),
  FILTERED(Outcome.FILTERED),
  REJECTED(Outcome.REJECTED),
  DISMISSED(Outcome.DISMISSED),
  EXCEPTION(null),
  WAITING(null),
  IN_FLIGHT(null);

  private final Optional<Outcome> outcome;

  MessageState(@org.jspecify.annotations.Nullable Outcome outcome) {
    this.outcome = Optional.ofNullable(outcome);
  }

  /** The outcome, if it is settled. */
  public Optional<Outcome> outcome() {
    return outcome;
  }

  /** {@code in-flight}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The state with this name, if there is one. */
  public static Optional<MessageState> of(String id) {
    for (MessageState state : values()) {
      if (state.id().equals(id)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  static MessageState of(Outcome outcome) {
    for (MessageState state : values()) {
      if (state.outcome.filter(outcome::equals).isPresent()) {
        return state;
      }
    }
    throw new IllegalArgumentException("no state for " + outcome);
  }
}
