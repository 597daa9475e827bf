package dev.trestle.records.search;

import dev.trestle.records.read.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of hits.
 *
 * @param hits in order
 * @param next value of {@code _cursor} for the next page of the same query, or null at the end
 */
public record SearchPage(List<Resource> hits, @Nullable String next) {
  public SearchPage {
    hits = List.copyOf(hits);
  }

  @Override
  public String toString() {
    return "SearchPage[" + hits.size() + " hits]";
  }
}
