package dev.trestle.identity.block;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Pairs of people in ascending order, the lower number first, in pieces by the first of the two:
 * what is added up piece by piece comes to the same wherever the pairs are kept and on however many
 * cores.
 */
public interface Pairs {
  /** People whose pairs are one piece: those whose numbers are equal without their last bits. */
  int PIECE_BITS = 10;

  /** Takes pairs. */
  interface Sink {
    /**
     * @param several whether keys about more than one thing brought them together
     */
    void pair(int a, int b, boolean several);
  }

  /** Some of the pairs. */
  interface Piece {
    void each(Sink sink);
  }

  /**
   * Works on all pieces, on all cores.
   *
   * @param put takes what came of the pieces, in order, one after the other
   */
  <T> void pieces(Function<Piece, T> work, Consumer<T> put);

  /** All of them, one after the other. */
  void each(Sink sink);
}
