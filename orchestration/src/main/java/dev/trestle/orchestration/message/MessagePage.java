package dev.trestle.orchestration.message;

import java.util.List;
import java.util.OptionalLong;

/**
 * A part of a list of messages, newest first.
 *
 * @param rows at most {@link MessageStore#PAGE}
 * @param before where the next part begins: ask for numbers below it; empty at the end
 * @param stopped whether it ended before it was full, because much was looked at and little fitted
 */
public record MessagePage(List<MessageSummary> rows, OptionalLong before, boolean stopped) {
  public MessagePage {
    rows = List.copyOf(rows);
  }
}
