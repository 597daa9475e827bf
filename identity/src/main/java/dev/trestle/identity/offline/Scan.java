package dev.trestle.identity.offline;

import dev.trestle.identity.block.Blocks;
import dev.trestle.identity.block.KeyKind;
import dev.trestle.identity.group.Edge;
import dev.trestle.identity.people.Field;
import dev.trestle.identity.score.Comparer;
import dev.trestle.identity.score.Pairing;
import dev.trestle.identity.score.Scorer;
import dev.trestle.identity.score.Verdict;
import dev.trestle.identity.train.Patterns;
import java.util.ArrayList;
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
   */
  public record Scored(
      List<Edge> edges, double same, long pairs, long automatic, long review, long household) {
    static final Scored NONE = new Scored(List.of(), 0, 0, 0, 0, 0);
  }

  /** Takes pairs. */
  interface Pairs {
    void pair(int a, int b);
  }

  private void each(int piece, int[] memory, Pairs pairs) {
    int end = Math.min(blocks.people(), (piece + 1) * PIECE);
    for (int person = piece * PIECE; person < end; person++) {
      int a = person;
      blocks.meet(person, memory, b -> pairs.pair(a, b));
    }
  }

  private <T> List<T> pieces(IntFunction<T> work) {
    int count = (blocks.people() + PIECE - 1) / PIECE;
    return IntStream.range(0, count).parallel().mapToObj(work).toList();
  }

  Patterns patterns(Comparer comparer, List<Field> fields) {
    int[] levels = fields.stream().mapToInt(field -> field.levels().size()).toArray();
    ThreadLocal<int[]> memory = ThreadLocal.withInitial(blocks::memory);
    Patterns all = new Patterns(levels);
    for (Patterns piece :
        pieces(
            number -> {
              Patterns patterns = new Patterns(levels);
              Pairing pairing = new Pairing(levels.length);
              each(
                  number,
                  memory.get(),
                  (a, b) -> {
                    // Strangers who met by one thing, a date of birth, are many, and alike in it:
                    // they would be taken for a class of their own.
                    if (KeyKind.subjects(blocks.shared(a, b)) >= SUBJECTS) {
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
    Piece all = new Piece(from, reviewFrom);
    ThreadLocal<int[]> memory = ThreadLocal.withInitial(blocks::memory);
    for (Piece piece :
        pieces(
            number -> {
              Piece found = new Piece(from, reviewFrom);
              Pairing pairing = scorer.pairing();
              each(number, memory.get(), (a, b) -> found.add(a, b, scorer.score(a, b, pairing)));
              return found;
            })) {
      all.add(piece);
    }
    return all.scored();
  }

  /** What is done with a scored pair. */
  public interface Judge {
    void pair(int a, int b, Verdict verdict);
  }

  /** Scores all pairs again, one after the other. */
  public void judge(Scorer scorer, Judge judge) {
    int[] memory = blocks.memory();
    Pairing pairing = scorer.pairing();
    for (int piece = 0; piece * PIECE < blocks.people(); piece++) {
      each(piece, memory, (a, b) -> judge.pair(a, b, scorer.score(a, b, pairing)));
    }
  }

  private static final class Piece {
    private static final double MOST_LIKELY = 0.5;

    private final double from;
    private final double reviewFrom;
    private final List<Edge> edges = new ArrayList<>();
    private double same;
    private long pairs;
    private long automatic;
    private long review;
    private long household;

    Piece(double from, double reviewFrom) {
      this.from = from;
      this.reviewFrom = reviewFrom;
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
    }

    void add(Piece piece) {
      edges.addAll(piece.edges);
      same += piece.same;
      pairs += piece.pairs;
      automatic += piece.automatic;
      review += piece.review;
      household += piece.household;
    }

    Scored scored() {
      return new Scored(edges, same, pairs, automatic, review, household);
    }
  }
}
