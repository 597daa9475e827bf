package dev.trestle.identity.offline;

import dev.trestle.identity.block.Blocks;
import dev.trestle.identity.block.Blocks.Memory;
import dev.trestle.identity.block.KeyKind;
import dev.trestle.identity.group.Edge;
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
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Goes over all pairs that share a key, in pieces on all cores. No pair is kept but those that
 * agree. What it finds does not depend on the number of cores: pieces are put together in order.
 */
public final class Scan {
  private static final int PIECE = 1024;

  /** So many different things two people share of whom the training learns. */
  private static final int SUBJECTS = 2;

  private final Blocks blocks;

  Scan(Blocks blocks) {
    this.blocks = blocks;
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
   * @param near the pairs that are not certainly strangers, in pieces: two numbers of 32 bits each
   * @param sameOfFar the probabilities of all others, added up
   * @param far how many others there are
   */
  public record Scored(
      List<Edge> edges,
      double same,
      long pairs,
      long automatic,
      long review,
      long household,
      List<long[]> near,
      double sameOfFar,
      long far) {}

  /** Takes pairs, with the kinds of keys that they share. */
  interface Pairs {
    void pair(int a, int b, int kinds);
  }

  private void each(int piece, Memory memory, Pairs pairs) {
    int end = Math.min(blocks.people(), (piece + 1) * PIECE);
    for (int person = piece * PIECE; person < end; person++) {
      int a = person;
      blocks.meet(person, memory, (b, kinds) -> pairs.pair(a, b, kinds));
    }
  }

  private <T> List<T> pieces(IntFunction<T> work) {
    int count = (blocks.people() + PIECE - 1) / PIECE;
    return IntStream.range(0, count).parallel().mapToObj(work).toList();
  }

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
    ThreadLocal<Memory> memory = ThreadLocal.withInitial(blocks::memory);
    Patterns all = new Patterns(levels);
    for (Patterns piece :
        pieces(
            number -> {
              Patterns patterns = new Patterns(levels);
              Pairing pairing = new Pairing(levels.length);
              each(
                  number,
                  memory.get(),
                  (a, b, kinds) -> {
                    // Strangers who met by one thing, a date of birth, are many, and alike in it:
                    // they would be taken for a class of their own.
                    if (KeyKind.subjects(kinds) >= SUBJECTS && !labels.has(a, b)) {
                      comparer.compare(a, b, pairing);
                      patterns.add(pairing);
                    }
                  });
              return patterns;
            })) {
      all.add(piece);
    }
    return all;
  }

  Scored score(Scorer scorer, double from, double reviewFrom) {
    ThreadLocal<Memory> memory = ThreadLocal.withInitial(blocks::memory);
    return put(
        new Piece(from, reviewFrom),
        pieces(
            number -> {
              Piece found = new Piece(from, reviewFrom);
              Pairing pairing = scorer.pairing();
              each(
                  number,
                  memory.get(),
                  (a, b, kinds) -> found.add(a, b, scorer.score(a, b, pairing)));
              return found;
            }));
  }

  /**
   * Scores again what another scoring found to be near. Scorers of one table differ in how many
   * people they know; by that no pair comes from below {@link Piece#NEAR} to agreeing.
   */
  Scored scoreAgain(Scored before, Scorer scorer, double from, double reviewFrom) {
    List<long[]> near = before.near();
    return put(
        new Piece(before, from, reviewFrom),
        IntStream.range(0, near.size())
            .parallel()
            .mapToObj(
                number -> {
                  Piece found = new Piece(from, reviewFrom);
                  Pairing pairing = scorer.pairing();
                  for (long pair : near.get(number)) {
                    int a = (int) (pair >>> Integer.SIZE);
                    int b = (int) pair;
                    found.add(a, b, scorer.score(a, b, pairing));
                  }
                  return found;
                })
            .toList());
  }

  private static Scored put(Piece all, List<Piece> pieces) {
    pieces.forEach(all::add);
    return all.scored();
  }

  /** What is done with a scored pair. */
  public interface Judge {
    void pair(int a, int b, Verdict verdict);
  }

  /** Scores all pairs again, one after the other. */
  public void judge(Scorer scorer, Judge judge) {
    Memory memory = blocks.memory();
    Pairing pairing = scorer.pairing();
    for (int piece = 0; piece * PIECE < blocks.people(); piece++) {
      each(piece, memory, (a, b, kinds) -> judge.pair(a, b, scorer.score(a, b, pairing)));
    }
  }

  private static final class Piece {
    private static final double MOST_LIKELY = 0.5;

    /** Probability of one person from which a pair is looked at again; of one household below. */
    private static final double NEAR = 1e-3;

    private static final double NEAR_HOUSEHOLD = 0.1;

    private final double from;
    private final double reviewFrom;
    private final List<Edge> edges = new ArrayList<>();
    private final List<long[]> near = new ArrayList<>();
    private long[] ours = new long[PIECE];
    private int count;
    private double same;
    private double sameOfFar;
    private long pairs;
    private long far;
    private long automatic;
    private long review;
    private long household;

    Piece(double from, double reviewFrom) {
      this.from = from;
      this.reviewFrom = reviewFrom;
    }

    /** Begins with what is not looked at again. */
    Piece(Scored before, double from, double reviewFrom) {
      this(from, reviewFrom);
      sameOfFar = before.sameOfFar();
      same = sameOfFar;
      far = before.far();
      pairs = far;
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
      ours[count++] = (long) a << Integer.SIZE | b;
    }

    void add(Piece piece) {
      edges.addAll(piece.edges);
      near.add(Arrays.copyOf(piece.ours, piece.count));
      same += piece.same;
      sameOfFar += piece.sameOfFar;
      pairs += piece.pairs;
      far += piece.far;
      automatic += piece.automatic;
      review += piece.review;
      household += piece.household;
    }

    Scored scored() {
      return new Scored(edges, same, pairs, automatic, review, household, near, sameOfFar, far);
    }
  }
}
