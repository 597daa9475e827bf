package dev.trestle.identity.group;

import java.util.Comparator;

/**
 * Two records that agree.
 *
 * @param first the lower number
 * @param weight the higher, the surer
 */
public record Edge(int first, int second, float weight) {
  /** Strongest first; equal ones by number, so that there is one order. */
  static final Comparator<Edge> STRONGEST =
      Comparator.comparingDouble((Edge edge) -> -edge.weight)
          .thenComparingInt(Edge::first)
          .thenComparingInt(Edge::second);
}
