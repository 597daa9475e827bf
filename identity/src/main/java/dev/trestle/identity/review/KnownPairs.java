package dev.trestle.identity.review;

import dev.trestle.identity.link.PartitionStore;
import dev.trestle.identity.link.PersonStore;
import dev.trestle.identity.link.SealedNotes;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Pairs whose answer is known, planted among the reviews: they look like the others, whoever
 * answers is measured, and the answer changes nothing. Known is what two people said alike and what
 * still stands.
 */
public final class KnownPairs {
  /** More is more than people notice as their own work. */
  public static final int LARGEST_DRAW = 500;

  private final Jdbi jdbi;
  private final ReviewStore reviews;

  public KnownPairs(DataSource database, Sealer sealer) {
    this.jdbi = Jdbi.create(database);
    this.reviews = new ReviewStore(new SealedNotes(sealer));
  }

  /**
   * How it stands.
   *
   * @param open planted pairs that wait for an answer
   * @param answered those that were answered
   * @param left pairs that two people answered alike, and that were not planted yet
   */
  public record State(long open, long answered, long left) {}

  public State state() {
    return jdbi.withHandle(KnownPairStore::state);
  }

  /**
   * Plants pairs drawn at random from those that two people answered alike.
   *
   * @return how many; fewer when there are not so many
   * @throws TrestleException REQUEST_INVALID
   */
  public int draw(int size, String actor) {
    if (size < 1 || size > LARGEST_DRAW) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID, "A draw has 1 to " + LARGEST_DRAW + " pairs");
    }
    return jdbi.inTransaction(
        handle -> {
          PartitionStore.lock(handle);
          int planted = 0;
          for (KnownPairStore.Drawn drawn : KnownPairStore.draw(handle, size)) {
            KnownPairStore.plant(handle, drawn.review(), drawn.same(), actor);
            planted++;
          }
          return planted;
        });
  }

  /**
   * Plants the pair of a review that was decided. Whoever plants it says what the answer is, and is
   * the second person to say so.
   *
   * @throws TrestleException NOT_FOUND; CONFLICT when it is open, was planted before, was decided
   *     by the same person or otherwise, or is no longer so
   */
  public void plant(long id, boolean same, String actor) {
    jdbi.useTransaction(
        handle -> {
          PartitionStore.lock(handle);
          Review review =
              reviews
                  .find(handle, id)
                  .orElseThrow(
                      () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no review " + id))
                  .review();
          refuse(
              review.status() != ReviewStatus.SAME && review.status() != ReviewStatus.DIFFERENT,
              "Only what was decided can be planted");
          refuse(
              same != (review.status() == ReviewStatus.SAME) || !stands(handle, review, same),
              "It was decided otherwise, or is no longer so: the answer is not known");
          refuse(
              review.kind() == ReviewKind.CONTRADICTION || review.kind() == ReviewKind.ASKED_FOR,
              "Nothing was compared for this review");
          refuse(
              KnownPairStore.hasSaid(handle, review.pair(), actor),
              "You decided it yourself. What is known is what two people say");
          refuse(
              !KnownPairStore.hasSaid(handle, review.pair()),
              "Nobody answered it: the answer is not known");
          refuse(
              KnownPairStore.wasPlanted(handle, review.pair()),
              "It was planted before; a pair is planted once");
          KnownPairStore.plant(handle, id, same, actor);
        });
  }

  private static void refuse(boolean wrong, String why) {
    if (wrong) {
      throw new TrestleException(ProblemCode.CONFLICT, why + ".");
    }
  }

  /** Whether the answer is still what the ledger says. */
  private static boolean stands(Handle handle, Review review, boolean same) {
    return PersonStore.records(handle, review.pair().low()).contains(review.pair().high()) == same;
  }

  /**
   * Somebody answers a planted pair: it is kept, and nothing else happens.
   *
   * @throws TrestleException CONFLICT when the pair is no longer known, which closes it, or when
   *     the caller knew the answer
   */
  static AnswerStep answer(
      Handle handle,
      ReviewStore reviews,
      AnswerStore answers,
      Review review,
      Answer answer,
      String actor,
      String reason) {
    if (KnownPairStore.hasSaid(handle, review.pair(), actor)
        || KnownPairStore.wasPlantedBy(handle, review.id(), actor)) {
      throw new TrestleException(
          ProblemCode.CONFLICT,
          "You have answered this pair before, or planted it: it is for somebody else");
    }
    boolean later = answer == Answer.LATER;
    answers.append(
        handle, review, answer, later ? AnswerStep.DONE : AnswerStep.MEASURED, null, actor, reason);
    if (later) {
      reviews.defer(handle, review.id());
      return AnswerStep.DONE;
    }
    boolean same = KnownPairStore.isSame(handle, review.id());
    reviews.close(handle, review.id(), same ? ReviewStatus.SAME : ReviewStatus.DIFFERENT);
    return AnswerStep.MEASURED;
  }

  /** Closes a planted pair of which the answer is no longer known; whether it did. */
  static boolean withdraw(Handle handle, ReviewStore reviews, Review review) {
    boolean known = stands(handle, review, KnownPairStore.isSame(handle, review.id()));
    if (!known) {
      reviews.close(handle, review.id(), ReviewStatus.WITHDRAWN);
    }
    return !known;
  }
}
