package dev.trestle.identity.review;

import dev.trestle.identity.link.LedgerStore;
import dev.trestle.identity.link.LedgerStore.Decision;
import dev.trestle.identity.link.LedgerStore.Standing;
import dev.trestle.identity.link.Link;
import dev.trestle.identity.link.LinkKind;
import dev.trestle.identity.link.LinkStore;
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
import java.util.Set;
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

  private final Jdbi jdbi;
  private final SealedNotes notes;
  private final ReviewStore reviews;
  private final Relinking relinking;
  private final LinkStore links;
  private final Runnable hint;

  /**
   * @param hint told after a decision that the resolver has something to compare again
   */
  public Decisions(DataSource database, Sealer sealer, LinkStore links, Runnable hint) {
    this.jdbi = Jdbi.create(database);
    this.notes = new SealedNotes(sealer);
    this.reviews = new ReviewStore(notes);
    this.relinking = new Relinking(reviews);
    this.links = links;
    this.hint = hint;
  }

  /** What a person says to a review. */
  public enum Answer {
    SAME,
    DIFFERENT,
    LATER
  }

  /** How many pairs wait for a decision that one of these records is in. */
  public int undecided(Collection<Long> rids) {
    return rids.isEmpty() ? 0 : jdbi.withHandle(handle -> reviews.touching(handle, rids));
  }

  /** Open reviews, most probable first; {@code after} is the last one of the page before, or 0. */
  public List<Review> open(long after) {
    return jdbi.withHandle(handle -> reviews.open(handle, after, PAGE_REVIEWS));
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
   * Answers a review.
   *
   * @throws TrestleException NOT_FOUND; CONFLICT when it is not open any more, or when "same" would
   *     bring together what was decided not to be the same
   */
  public void decide(long id, Answer answer, String actor, String reason) {
    jdbi.useTransaction(
        handle -> {
          PartitionStore.lock(handle);
          ReviewStore.Stored stored = find(handle, id);
          if (stored.review().status() != ReviewStatus.OPEN) {
            throw new TrestleException(
                ProblemCode.CONFLICT, "Review " + id + " is not open any more");
          }
          Pair pair = stored.review().pair();
          byte[] evidence = notes.sealEvidence(pair, stored.evidence().bytes());
          LinkKind kind =
              switch (answer) {
                case SAME -> LinkKind.TOGETHER;
                case DIFFERENT -> LinkKind.APART;
                case LATER -> LinkKind.LATER;
              };
          append(handle, kind, pair, actor, reason, stored.review().model(), evidence);
          if (answer == Answer.LATER) {
            reviews.defer(handle, id);
          }
        });
    hint.run();
  }

  /**
   * Puts two records together.
   *
   * @throws TrestleException CONFLICT as in {@link #decide}, or when a record is not resolved yet
   */
  public void link(long firstRid, long secondRid, String actor, String reason) {
    decide(LinkKind.TOGETHER, firstRid, secondRid, actor, reason);
  }

  /** Keeps two records apart, whatever is said of them elsewhere, now or later. */
  public void apart(long firstRid, long secondRid, String actor, String reason) {
    decide(LinkKind.APART, firstRid, secondRid, actor, reason);
  }

  private void decide(LinkKind kind, long firstRid, long secondRid, String actor, String reason) {
    if (firstRid == secondRid) {
      throw new TrestleException(ProblemCode.REQUEST_INVALID, "That is one and the same record");
    }
    jdbi.useTransaction(
        handle -> {
          PartitionStore.lock(handle);
          append(handle, kind, Pair.of(firstRid, secondRid), actor, reason, null, null);
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
              append(handle, LinkKind.APART, pair, actor, reason, null, null);
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
   */
  public record Evidence(Assessment assessment, boolean whenMade) {}

  /** The evidence of links by their numbers; nothing for those that nobody compared. */
  public Map<Long, Evidence> evidence(Collection<Long> links) {
    Map<Long, Evidence> found = new HashMap<>();
    jdbi.useHandle(
        handle -> {
          reviews
              .ofLinks(handle, links)
              .forEach((link, assessment) -> found.put(link, new Evidence(assessment, false)));
          for (LedgerStore.Evidence one : LedgerStore.evidence(handle, links)) {
            byte[] opened = notes.openEvidence(one.pair(), one.sealed());
            found.put(one.id(), new Evidence(Assessment.parse(opened), true));
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
      byte @Nullable [] evidence) {
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
                notes.sealNote(pair, reason))));
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
