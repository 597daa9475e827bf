package dev.trestle.sandbox.sender;

import dev.trestle.kernel.site.SourceName;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counts of all feeds at one moment.
 *
 * @param feeds by health system and feed
 */
public record SenderReport(SortedMap<SourceName, FeedReport> feeds) {
  public SenderReport {
    feeds = Collections.unmodifiableSortedMap(new TreeMap<>(feeds));
  }

  public FeedReport total() {
    return feeds.values().stream().reduce(FeedReport.NONE, FeedReport::plus);
  }
}
