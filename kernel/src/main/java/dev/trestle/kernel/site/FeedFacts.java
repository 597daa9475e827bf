package dev.trestle.kernel.site;

/**
 * What people have to know of a feed; an empty text where the site says nothing.
 *
 * @param state how far it is on its way into use
 * @param owner who answers for it
 * @param vendorDesk how to reach who runs the other side: phone, mail, tickets
 * @param runbook what to do when it does not run: a text or the address of one
 */
public record FeedFacts(FeedState state, String owner, String vendorDesk, String runbook) {
  /** In use, and nothing is known. */
  public static final FeedFacts LIVE = new FeedFacts(FeedState.LIVE, "", "", "");

  public FeedFacts withState(FeedState other) {
    return new FeedFacts(other, owner, vendorDesk, runbook);
  }
}
