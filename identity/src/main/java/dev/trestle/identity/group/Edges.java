package dev.trestle.identity.group;

import java.util.function.Consumer;

/** Pairs that agree, in memory or on disk. */
public interface Edges {
  void add(Edge edge);

  long size();

  /** All of them, the strongest first; equal ones by number, so that there is one order. */
  void strongestFirst(Consumer<Edge> each);

  /** They are not needed any more. */
  void close();
}
