package dev.trestle.records.apply;

import dev.trestle.kernel.statement.Move;
import dev.trestle.records.fold.HeldSlot;
import dev.trestle.records.fold.Stamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that changes its Patient by a translation.
 *
 * @param move what the translation says, or null when this follows from a move of before
 * @param thing what is moved, already of the Patient that it is of now
 * @param former the Patient that it is taken from
 * @param ownerRid the Patient that it was of until now, or 0 when it is new
 * @param stamp rank of the decision
 * @param standing who it is of by an earlier decision that stands, or null when this one does
 * @param things that change their Patient by it, itself among them
 * @param shell the same visit as a move made it that came too early, or null
 */
record Moved(
    @Nullable Move move,
    Resolved thing,
    Resolved former,
    long ownerRid,
    Stamp stamp,
    @Nullable HeldSlot standing,
    List<Working> things,
    @Nullable Working shell) {
  boolean takes(long rid) {
    return things.stream().anyMatch(one -> one.rid == rid);
  }
}
