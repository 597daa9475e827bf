package dev.trestle.app.site;

import dev.trestle.kernel.site.FeedFacts;
import dev.trestle.kernel.site.FeedState;

/** State, owner, vendor desk and runbook of the feeds of a health system. */
final class FeedFactsReader {
  private static final String OWNER = "owner";
  private static final String VENDOR_DESK = "vendor-desk";
  private static final String RUNBOOK = "runbook";

  private final FeedFacts standard;

  private FeedFactsReader(FeedFacts standard) {
    this.standard = standard;
  }

  /** What the file says for all of its feeds. */
  static FeedFactsReader of(YamlItem root) {
    return new FeedFactsReader(facts(root, FeedState.LIVE, FeedFacts.LIVE));
  }

  FeedFacts read(YamlItem source) {
    FeedState state = source.constant("state", FeedState.values()).orElse(FeedState.LIVE);
    return facts(source, state, standard);
  }

  private static FeedFacts facts(YamlItem item, FeedState state, FeedFacts standard) {
    return new FeedFacts(
        state,
        item.prose(OWNER).orElse(standard.owner()),
        item.prose(VENDOR_DESK).orElse(standard.vendorDesk()),
        item.prose(RUNBOOK).orElse(standard.runbook()));
  }
}
