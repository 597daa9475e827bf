package dev.trestle.identity.group;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Pairs that agree, in memory. */
public final class EdgeList implements Edges {
  private final List<Edge> edges = new ArrayList<>();

  @Override
  public void add(Edge edge) {
    edges.add(edge);
  }

  @Override
  public long size() {
    return edges.size();
  }

  @Override
  public void strongestFirst(Consumer<Edge> each) {
    edges.stream().sorted(Edge.STRONGEST).forEachOrdered(each);
  }

  @Override
  public void close() {
    edges.clear();
  }
}
