package dev.trestle.identity.review;

import dev.trestle.identity.link.LedgerStore;
import dev.trestle.identity.link.LedgerStore.Decision;
import dev.trestle.identity.link.LedgerStore.Standing;
import dev.trestle.identity.link.Link;
import dev.trestle.identity.link.LinkKind;
import dev.trestle.identity.link.LinkStore;
import dev.trestle.identity.link.Nearest;
import dev.trestle.identity.link.Pair;
import dev.trestle.identity.link.PartitionStore;
import dev.trestle.identity.link.PersonStore;
import dev.trestle.identity.link.SealedNotes;
import dev.trestle.identity.match.Assessment;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What people decide about who is who. Each decision is one appended row, and true for every read
 * as soon as it is committed; undoing one is another row.
 */
public final class Decisions {
  /** Reviews in one page. */
  public static final int PAGE_REVIEWS = 100;

  /** Why a pair is a review of which nothing was compared. */
  private static final String ASKED_FOR = "asked-for";

  private final Jdbi jdbi;
  private final SealedNotes notes;
  private final ReviewStore reviews;
  private final AnswerStore answers;
  private final Relinking relinking;
  private final LinkStore links;
  private final BooleanSupplier twoPersons;
  private final Runnable hint;

  /**
   * @param twoPersons whether a link by a person's word needs the word of a second one
   * @param hint told after a decision that the resolver has something to compare again
   */
  public Decisions(
      DataSource database,
      Sealer sealer,
      LinkStore links,
      BooleanSupplier twoPersons,
      Runnable hint) {
    this.jdbi = Jdbi.create(database);
    this.notes = new SealedNotes(sealer);
    this.reviews = new ReviewStore(notes);
    this.answers = new AnswerStore(notes);
    this.relinking = new Relinking(reviews);
    this.links = links;
    this.twoPersons = twoPersons;
    this.hint = hint;
  }

  /** How many pairs wait for a decision that one of these records is in. */
  public int undecided(Collection<Long> rids) {
    return rids.isEmpty() ? 0 : jdbi.withHandle(handle -> reviews.touching(handle, rids));
  }

  /**
   * Open reviews, most urgent first.
   *
   * @param after the last one of the page before, or 0
   * @param reader who is not shown what is planted and known to them ({@link KnownPairs})
   */
  public List<Review> open(long after, String reader) {
    return jdbi.withHandle(handle -> reviews.open(handle, after, PAGE_REVIEWS, reader));
  }

  /** Of them those that wait for a second person, the oldest first. */
  public List<Review> proposed(long after) {
    return jdbi.withHandle(handle -> reviews.proposed(handle, after, PAGE_REVIEWS));
  }

  /** Of them the automatic links that were drawn to be checked. */
  public List<Review> checks(long after) {
    return jdbi.withHandle(handle -> reviews.checks(handle, after, PAGE_REVIEWS));
  }

  /**
   * What people said of the two of a review, first to last; of a planted one that is open only what
   * was said to it.
   */
  public List<Said> said(Review review) {
    boolean secret = review.kind() == ReviewKind.PLANTED && review.status() == ReviewStatus.OPEN;
    return jdbi.withHandle(
        handle ->
            answers.of(handle, review.pair()).stream()
                .filter(one -> !secret || one.review() == review.id())
                .toList());
  }

  /** Records that people said to be of one household with one of these, and not the same. */
  public Set<Long> relatives(Collection<Long> rids) {
    return jdbi.withHandle(handle -> LedgerStore.relatives(handle, rids));
  }

  /** Whether a link by a person's word needs the word of a second one. */
  public boolean needsTwoPersons() {
    return twoPersons.getAsBoolean();
  }

  /**
   * A review with its evidence.
   *
   * @throws TrestleException NOT_FOUND
   */
  public ReviewStore.Stored review(long id) {
    return jdbi.withHandle(handle -> find(handle, id));
  }

  private ReviewStore.Stored find(Handle handle, long id) {
    return reviews
        .find(handle, id)
        .orElseThrow(() -> new TrestleException(ProblemCode.NOT_FOUND, "There is no review " + id));
  }

  /**
   * Answers a review. "The same" waits for a second person where two are needed; what keeps two
   * apart takes effect at once, whoever says it.
   *
   * @return what became of it
   * @throws TrestleException NOT_FOUND; CONFLICT when it is not open any more, when "same" would
   *     bring together what was decided not to be the same, or when it needs somebody else
   */
  public AnswerStep decide(long id, Answer answer, String actor, String reason) {
    Optional<AnswerStep> step =
        jdbi.inTransaction(
            handle -> {
              PartitionStore.lock(handle);
              ReviewStore.Stored stored = find(handle, id);
              return isOpen(handle, stored.review())
                  ? Optional.of(answer(handle, stored, answer, actor, reason))
                  : Optional.empty();
            });
    hint.run();
    return step.orElseThrow(
        () -> new TrestleException(ProblemCode.CONFLICT, "Review " + id + " is not open any more"));
  }

  private boolean isOpen(Handle handle, Review review) {
    boolean planted = review.kind() == ReviewKind.PLANTED;
    return review.status() == ReviewStatus.OPEN
        && !(planted && KnownPairs.withdraw(handle, reviews, review));
  }

  private AnswerStep answer(
      Handle handle, ReviewStore.Stored stored, Answer answer, String actor, String reason) {
    Review review = stored.review();
    Pair pair = review.pair();
    Review.Proposal proposal = review.proposal();
    if (review.kind() == ReviewKind.PLANTED) {
      return KnownPairs.answer(handle, reviews, answers, review, answer, actor, reason);
    }
    boolean isSame = answer == Answer.SAME;
    boolean isOwn = proposal != null && proposal.isBy(actor);
    if (isSame && review.kind() == ReviewKind.CHECK) {
      // It measures, and changes nothing: the link stays what the resolver makes of it.
      answers.append(handle, review, answer, AnswerStep.DONE, null, actor, reason);
      reviews.close(handle, review.id(), ReviewStatus.SAME);
      return AnswerStep.DONE;
    }
    if (isSame && twoPersons.getAsBoolean()) {
      if (proposal == null) {
        refuseIfForbidden(handle, pair);
        long fresh =
            answers.append(handle, review, answer, AnswerStep.PROPOSED, null, actor, reason);
        reviews.propose(handle, pair, fresh);
        return AnswerStep.PROPOSED;
      }
      if (isOwn) {
        throw new TrestleException(
            ProblemCode.CONFLICT,
            "You have proposed this link. Somebody else has to agree before it is made.");
      }
    }
    AnswerStep step = AnswerStep.DONE;
    Long about = null;
    String who = actor;
    if (proposal != null && isOwn && !isSame) {
      takeBack(handle, review, proposal, actor, reason);
    } else if (proposal != null && !isOwn && answer != Answer.LATER) {
      step = isSame ? AnswerStep.AGREED : AnswerStep.DISAGREED;
      about = proposal.id();
      who = isSame ? proposal.actor() + ", " + actor : actor;
    }
    answers.append(handle, review, answer, step, about, actor, reason);
    byte[] evidence = notes.sealEvidence(pair, stored.evidence().bytes());
    boolean household = answer == Answer.HOUSEHOLD;
    append(handle, answer.kind(), pair, who, reason, review.model(), evidence, household);
    if (answer == Answer.LATER) {
      reviews.defer(handle, review.id());
    }
    return step;
  }

  private void takeBack(
      Handle handle, Review review, Review.Proposal proposal, String actor, String reason) {
    answers.append(handle, review, Answer.SAME, AnswerStep.FELL, proposal.id(), actor, reason);
    reviews.propose(handle, review.pair(), null);
  }

  /**
   * Puts two records together; where two persons are needed it becomes a proposal, and a review
   * that shows it, or agrees with what somebody else has proposed.
   *
   * @param seen what the two come to now, where they can be compared
   * @throws TrestleException CONFLICT as in {@link #decide}, or when a record is not resolved yet
   */
  public AnswerStep link(
      long firstRid, long secondRid, String actor, String reason, Optional<Assessment> seen) {
    if (!twoPersons.getAsBoolean()) {
      decide(LinkKind.TOGETHER, firstRid, secondRid, actor, reason, seen);
      return AnswerStep.DONE;
    }
    refuseOne(firstRid, secondRid);
    Pair pair = Pair.of(firstRid, secondRid);
    AnswerStep step =
        jdbi.inTransaction(
            handle -> {
              PartitionStore.lock(handle);
              refuseIfForbidden(handle, pair);
              List<ReviewStore.Stored> open = reviews.openOf(handle, pair);
              if (open.isEmpty()) {
                Assessment evidence = seen.orElseGet(() -> Assessment.against(ASKED_FOR));
                reviews.put(
                    handle, List.of(new ReviewStore.Wanted(pair, ReviewKind.ASKED_FOR, evidence)));
                open = reviews.openOf(handle, pair);
              }
              return answer(handle, open.get(0), Answer.SAME, actor, reason);
            });
    hint.run();
    return step;
  }

  /** Keeps two records apart, whatever is said of them elsewhere, now or later. */
  public void apart(long firstRid, long secondRid, String actor, String reason) {
    decide(LinkKind.APART, firstRid, secondRid, actor, reason, Optional.empty());
  }

  private static void refuseOne(long firstRid, long secondRid) {
    if (firstRid == secondRid) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "That is one and the same record");
    }
  }

  private void decide(
      LinkKind kind,
      long firstRid,
      long secondRid,
      String actor,
      String reason,
      Optional<Assessment> seen) {
    refuseOne(firstRid, secondRid);
    Pair pair = Pair.of(firstRid, secondRid);
    byte[] evidence = seen.map(one -> notes.sealEvidence(pair, one.bytes())).orElse(null);
    String model = seen.map(Assessment::model).orElse(null);
    jdbi.useTransaction(
        handle -> {
          PartitionStore.lock(handle);
          append(handle, kind, pair, actor, reason, model, evidence, false);
        });
    hint.run();
  }

  /**
   * Takes a link apart, whoever made it: every read from now on is as if it had never been. The two
   * stay apart, also over others.
   *
   * @return the link as it was
   * @throws TrestleException NOT_FOUND there is no such link that stands
   */
  public Link unlink(long id, String actor, String reason) {
    Link undone =
        jdbi.inTransaction(
            handle -> {
              PartitionStore.lock(handle);
              Link link =
                  links
                      .link(handle, id)
                      .orElseThrow(
                          () ->
                              new TrestleException(
                                  ProblemCode.NOT_FOUND, "There is no link " + id));
              Pair pair = Pair.of(link.survivorRid(), link.retiredRid());
              byte[] seen =
                  LedgerStore.evidence(handle, List.of(id)).stream()
                      .map(LedgerStore.Evidence::sealed)
                      .findFirst()
                      .orElse(null);
              append(handle, LinkKind.APART, pair, actor, reason, null, seen, false);
              return link;
            });
    hint.run();
    return undone;
  }

  /**
   * What taking a link apart would come to.
   *
   * @param persons the records of each person there would be, of everybody who is connected now
   */
  public record Parting(Link link, Set<Set<Long>> persons) {
    /** The records of the person that one would belong to. */
    public Set<Long> with(long rid) {
      return persons.stream().filter(one -> one.contains(rid)).findFirst().orElse(Set.of(rid));
    }
  }

  /**
   * What {@link #unlink} would come to at this moment; nothing changes.
   *
   * @throws TrestleException NOT_FOUND there is no such link that stands
   */
  public Parting parting(long id) {
    return jdbi.inTransaction(
        handle -> {
          Link link =
              links
                  .link(handle, id)
                  .orElseThrow(
                      () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no link " + id));
          return new Parting(
              link, PartitionStore.without(handle, Pair.of(link.survivorRid(), link.retiredRid())));
        });
  }

  /**
   * What was compared of the two records of a link.
   *
   * @param whenMade for the decision itself; else for a review of the same two
   * @param nearest who else came nearest when it was decided; empty when that was not kept
   */
  public record Evidence(Assessment assessment, boolean whenMade, Optional<Nearest> nearest) {}

  /** The evidence of links by their numbers; nothing for those that nobody compared. */
  public Map<Long, Evidence> evidence(Collection<Long> links) {
    Map<Long, Evidence> found = new HashMap<>();
    jdbi.useHandle(
        handle -> {
          reviews
              .ofLinks(handle, links)
              .forEach(
                  (link, assessment) ->
                      found.put(link, new Evidence(assessment, false, Optional.empty())));
          for (LedgerStore.Evidence one : LedgerStore.evidence(handle, links)) {
            byte[] opened = notes.openEvidence(one.pair(), one.sealed());
            found.put(
                one.id(),
                new Evidence(Assessment.parse(opened), true, Optional.ofNullable(one.nearest())));
          }
        });
    return found;
  }

  private void append(
      Handle handle,
      LinkKind kind,
      Pair pair,
      String actor,
      String reason,
      @Nullable String model,
      byte @Nullable [] evidence,
      boolean household) {
    if (kind == LinkKind.TOGETHER) {
      refuseIfForbidden(handle, pair);
    }
    LedgerStore.append(
        handle,
        List.of(
            new Decision(
                kind,
                pair.low(),
                pair.high(),
                actor,
                "",
                model,
                evidence,
                notes.sealNote(pair, reason),
                household)));
    if (kind == LinkKind.TOGETHER) {
      reviews.close(handle, pair, ReviewStatus.SAME);
    } else if (kind == LinkKind.APART) {
      reviews.close(handle, pair, ReviewStatus.DIFFERENT);
    }
    if (kind != LinkKind.LATER) {
      relinking.run(handle, List.of(pair.low(), pair.high()));
      // What else may be the same depends on it, for all records of both.
      PartitionStore.again(handle, PersonStore.records(handle, pair.low()));
      PartitionStore.again(handle, PersonStore.records(handle, pair.high()));
    }
  }

  /** "The same" of a pair undoes its own "not the same", but nobody else's. */
  private static void refuseIfForbidden(Handle handle, Pair pair) {
    Set<Long> first = PersonStore.records(handle, pair.low());
    Set<Long> second = PersonStore.records(handle, pair.high());
    if (first.isEmpty() || second.isEmpty()) {
      throw new TrestleException(
          ProblemCode.CONFLICT, "One of the records is not resolved yet; try again");
    }
    Set<Long> all = new HashSet<>(first);
    all.addAll(second);
    for (Standing standing : LedgerStore.standing(handle, all).values()) {
      boolean across =
          (first.contains(standing.survivor()) && second.contains(standing.retired()))
              || (first.contains(standing.retired()) && second.contains(standing.survivor()));
      if (standing.kind() == LinkKind.APART && across && !standing.pair().equals(pair)) {
        throw new TrestleException(
            ProblemCode.CONFLICT,
            "Decision "
                + standing.id()
                + " says that a record of the one is not a record of the other. Decide about that"
                + " pair first.");
      }
    }
  }
}
