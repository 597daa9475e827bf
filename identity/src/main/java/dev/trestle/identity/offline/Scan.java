package dev.trestle.identity.offline;

import dev.trestle.identity.block.Meetings;
import dev.trestle.identity.block.Pairs;
import dev.trestle.identity.group.Edge;
import dev.trestle.identity.group.Edges;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.score.Comparer;
import dev.trestle.identity.score.Pairing;
import dev.trestle.identity.score.Scorer;
import dev.trestle.identity.score.Verdict;
import dev.trestle.identity.train.Labels;
import dev.trestle.identity.train.Observed;
import dev.trestle.identity.train.Patterns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Goes over all pairs that share a key, in pieces on all cores. No pair is kept but those that
 * agree. What it finds does not depend on the number of cores: pieces are put together in order.
 */
public final class Scan {
  private final Room room;
  private final Meetings meetings;

  Scan(Room room, Meetings meetings) {
    this.room = room;
    this.meetings = meetings;
  }

  /**
   * What scoring found.
   *
   * @param edges the pairs that agree
   * @param same the probabilities of all pairs, added up
   * @param pairs how many there are
   * @param automatic of them that need nobody
   * @param review that somebody should look at
   * @param household that are more likely two people of one household than anything else
   * @param near the pairs that are not certainly strangers
   * @param sameOfFar the probabilities of all others, added up
   * @param far how many others there are
   */
  public record Scored(
      Edges edges,
      double same,
      long pairs,
      long automatic,
      long review,
      long household,
      Near near,
      double sameOfFar,
      long far) {}

  /**
   * The patterns of agreement of all pairs that share enough.
   *
   * @param labels of whom a person has said something: they count whatever they share
   */
  Observed patterns(Comparer comparer, List<Field> fields, Labels labels) {
    int[] levels = fields.stream().mapToInt(field -> field.levels().size()).toArray();
    Patterns same = new Patterns(levels);
    Patterns apart = new Patterns(levels);
    Patterns household = new Patterns(levels);
    Pairing pairing = new Pairing(levels.length);
    labels.forEach(
        (a, b, word) -> {
          comparer.compare(a, b, pairing);
          Patterns said =
              switch (word) {
                case SAME -> same;
                case APART -> apart;
                case HOUSEHOLD -> household;
              };
          said.add(pairing);
        });
    return new Observed(open(comparer, levels, labels), same, apart, household);
  }

  private Patterns open(Comparer comparer, int[] levels, Labels labels) {
    Patterns all = new Patterns(levels);
    meetings.pieces(
        piece -> {
          Patterns patterns = new Patterns(levels);
          Pairing pairing = new Pairing(levels.length);
          piece.each(
              (a, b, several) -> {
                // Strangers who met by one thing, a date of birth, are many, and alike in it: they
                // would be taken for a class of their own.
                if (several && !labels.has(a, b)) {
                  comparer.compare(a, b, pairing);
                  patterns.add(pairing);
                }
              });
          return patterns;
        },
        all::add);
    return all;
  }

  Scored score(Scorer scorer, double from, double reviewFrom) {
    return score(meetings, scorer, new Whole(room, from, reviewFrom));
  }

  /**
   * Scores again what another scoring found to be near. Scorers of one table differ in how many
   * people they know; by that no pair comes from below {@link Sums#NEAR} to agreeing.
   */
  Scored scoreAgain(Scored before, Scorer scorer, double from, double reviewFrom) {
    return score(before.near(), scorer, new Whole(room, before, from, reviewFrom));
  }

  private static Scored score(Pairs pairs, Scorer scorer, Whole whole) {
    pairs.pieces(
        piece -> {
          Piece found = new Piece(whole);
          Pairing pairing = scorer.pairing();
          piece.each((a, b, several) -> found.add(a, b, scorer.score(a, b, pairing)));
          return found;
        },
        whole::add);
    return whole.scored();
  }

  /** What is done with a scored pair. */
  public interface Judge {
    void pair(int a, int b, Verdict verdict);
  }

  /** Scores all pairs again, one after the other. */
  public void judge(Scorer scorer, Judge judge) {
    Pairing pairing = scorer.pairing();
    meetings.each((a, b, several) -> judge.pair(a, b, scorer.score(a, b, pairing)));
  }

  /** What is counted of pairs. */
  private static class Sums {
    /** Probability of one person from which a pair is looked at again; of one household below. */
    static final double NEAR = 1e-3;

    static final double NEAR_HOUSEHOLD = 0.1;
    static final double MOST_LIKELY = 0.5;

    final double from;
    final double reviewFrom;
    double same;
    double sameOfFar;
    long pairs;
    long far;
    long automatic;
    long review;
    long household;

    Sums(double from, double reviewFrom) {
      this.from = from;
      this.reviewFrom = reviewFrom;
    }
  }

  /** What came of some of the pairs. */
  private static final class Piece extends Sums {
    private static final int FIRST = 1024;

    private final List<Edge> edges = new ArrayList<>();
    private long[] ours = new long[FIRST];
    private int count;

    Piece(Sums like) {
      super(like.from, like.reviewFrom);
    }

    void add(int a, int b, Verdict verdict) {
      pairs++;
      same += verdict.same();
      automatic += verdict.automatic() ? 1 : 0;
      review += !verdict.automatic() && verdict.same() >= reviewFrom ? 1 : 0;
      household += verdict.household() >= MOST_LIKELY ? 1 : 0;
      if (verdict.same() >= from && !verdict.vetoed()) {
        edges.add(new Edge(a, b, (float) verdict.logOdds()));
      }
      if (verdict.same() < NEAR && verdict.household() < NEAR_HOUSEHOLD) {
        far++;
        sameOfFar += verdict.same();
        return;
      }
      if (count == ours.length) {
        ours = Arrays.copyOf(ours, count * 2);
      }
      ours[count++] = Near.pair(a, b);
    }
  }

  /** What came of all of them. */
  private static final class Whole extends Sums {
    private final Edges edges;
    private final Near near;

    Whole(Room room, double from, double reviewFrom) {
      super(from, reviewFrom);
      edges = room.edges();
      near = room.near();
    }

    /** Begins with what is not looked at again. */
    Whole(Room room, Scored before, double from, double reviewFrom) {
      this(room, from, reviewFrom);
      sameOfFar = before.sameOfFar();
      same = sameOfFar;
      far = before.far();
      pairs = far;
    }

    void add(Piece piece) {
      piece.edges.forEach(edges::add);
      near.add(piece.ours, piece.count);
      same += piece.same;
      sameOfFar += piece.sameOfFar;
      pairs += piece.pairs;
      far += piece.far;
      automatic += piece.automatic;
      review += piece.review;
      household += piece.household;
    }

    Scored scored() {
      near.finish();
      return new Scored(edges, same, pairs, automatic, review, household, near, sameOfFar, far);
    }
  }
}
