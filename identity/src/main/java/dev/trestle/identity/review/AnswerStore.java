package dev.trestle.identity.review;

import dev.trestle.identity.link.Pair;
import dev.trestle.identity.link.SealedNotes;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Table {@code review_answer}: appended, never changed. Each call within the caller's handle. */
final class AnswerStore {
  private static final String APPEND =
      """
      insert into review_answer (review, actor, answer, step, proposal, note)
      values (:review, :actor, :answer, :step, :proposal, :note)
      """;
  private static final String FALL =
      """
      insert into review_answer (review, actor, answer, step, proposal)
      select r.id, :actor, a.answer, :step, a.id
        from match_review r join review_answer a on a.id = r.proposal
       where r.id = any (:reviews)
      """;
  private static final String OF_PAIR =
      """
      select a.id, a.review, a.at, a.actor, a.answer, a.step, a.note
        from match_review r join review_answer a on a.review = r.id
       where r.low = :low and r.high = :high
       order by a.id
      """;

  private final SealedNotes notes;

  AnswerStore(SealedNotes notes) {
    this.notes = notes;
  }

  /** Appends an answer; returns its number. */
  long append(
      Handle handle,
      Review review,
      Answer answer,
      AnswerStep step,
      @Nullable Long proposal,
      String actor,
      String reason) {
    return handle
        .createUpdate(APPEND)
        .bind("review", review.id())
        .bind("actor", actor)
        .bind("answer", answer.number())
        .bind("step", step.number())
        .bind("proposal", proposal)
        .bind("note", notes.sealNote(review.pair(), reason))
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  /** The proposals of these reviews fall, where there are any: the records are others now. */
  static void fall(Handle handle, List<Long> reviews, String actor) {
    handle
        .createUpdate(FALL)
        .bindArray("reviews", Long.class, reviews.toArray())
        .bind("actor", actor)
        .bind("step", AnswerStep.FELL.number())
        .execute();
  }

  /** What was said of a pair, first to last. */
  List<Said> of(Handle handle, Pair pair) {
    return handle
        .createQuery(OF_PAIR)
        .bind("low", pair.low())
        .bind("high", pair.high())
        .map(
            (row, context) -> {
              byte[] note = row.getBytes("note");
              return new Said(
                  row.getLong("id"),
                  row.getLong("review"),
                  row.getTimestamp("at").toInstant(),
                  row.getString("actor"),
                  Answer.of(row.getInt("answer")),
                  AnswerStep.of(row.getInt("step")),
                  note == null ? "" : notes.openNote(pair, note));
            })
        .list();
  }
}
