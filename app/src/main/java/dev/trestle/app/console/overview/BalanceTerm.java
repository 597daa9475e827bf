package dev.trestle.app.console.overview;

import dev.trestle.orchestration.balance.Balance;
import dev.trestle.orchestration.message.MessageState;
import java.util.List;

/**
 * A term of the balance: how many messages are where.
 *
 * @param state as in {@link MessageState#id()}
 */
public record BalanceTerm(String state, long count) {
  /** All terms, in the order of the sum. */
  public static List<BalanceTerm> of(Balance balance) {
    return List.of(
        new BalanceTerm(MessageState.APPLIED.id(), balance.applied()),
        new BalanceTerm(MessageState.UNCHANGED.id(), balance.unchanged()),
        new BalanceTerm(MessageState.DUPLICATE.id(), balance.duplicate()),
        new BalanceTerm(MessageState.FILTERED.id(), balance.filtered()),
        new BalanceTerm(MessageState.REJECTED.id(), balance.rejected()),
        new BalanceTerm(MessageState.DISMISSED.id(), balance.dismissed()),
        new BalanceTerm(MessageState.EXCEPTION.id(), balance.exceptions()),
        new BalanceTerm(MessageState.WAITING.id(), balance.waiting()),
        new BalanceTerm(MessageState.IN_FLIGHT.id(), balance.inFlight()));
  }
}
