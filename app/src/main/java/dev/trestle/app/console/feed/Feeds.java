package dev.trestle.app.console.feed;

import dev.trestle.kernel.site.FeedFacts;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.source.SourceState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the active site says of feeds. */
public final class Feeds {
  private Feeds() {}

  /** By the names of the feeds. */
  public static Map<String, FeedFacts> facts(Site site, List<SourceState> feeds) {
    Map<String, FeedFacts> facts = new TreeMap<>();
    feeds.forEach(feed -> facts.put(feed.name(), facts(site, feed.name())));
    return facts;
  }

  /** Of one; the default for what is no feed of the site. */
  public static FeedFacts facts(Site site, String feed) {
    return feed.indexOf('/') < 0 ? FeedFacts.LIVE : site.feed(SourceName.parse(feed));
  }
}
