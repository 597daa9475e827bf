package dev.trestle.kernel.statement;

import java.util.List;

/**
 * What one message says about one resource.
 *
 * @param key index into {@link Translation#keys()}
 * @param level authority of the statement: a statement of higher level is never overwritten by one
 *     of a lower level, whatever the time. 0 fills only, 10 is authoritative; a final result ranks
 *     above a preliminary one.
 * @param timeMicros statement time, microseconds since 1970-01-01T00:00Z
 * @param security {@code meta.security} labels, {@code system|code}
 * @param slots what it says; empty means that it only mentions the resource
 */
public record Statement(
    int key, int level, long timeMicros, List<String> security, List<Slot> slots) {
  /** Level of a source that may only fill what is empty. */
  public static final int FILL_ONLY = 0;

  /** Level of a source that is authoritative for what it says. */
  public static final int AUTHORITATIVE = 10;

  /** Level of a move: whose something is, whatever other messages say of its patient. */
  public static final int MOVED = 100;

  public Statement {
    security = List.copyOf(security);
    slots = List.copyOf(slots);
  }

  @Override
  public String toString() {
    return "Statement[" + slots.size() + " slots]";
  }
}
