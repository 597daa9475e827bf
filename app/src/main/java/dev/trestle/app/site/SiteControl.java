package dev.trestle.app.site;

import dev.trestle.kernel.problem.TrestleException;
import java.util.List;
import java.util.Optional;

/** The versions of the site of a running Trestle, and the change from one to another. */
public interface SiteControl {
  /**
   * What an activation did.
   *
   * @param hash the version that is active now
   * @param before the version that was; empty when it was the default site
   * @param changes what differs, in the words of the files
   * @param steps what was done: ports opened and closed, what was finished first
   * @param replay what was known of it before, of stored messages
   */
  record Activated(
      String hash,
      Optional<String> before,
      List<SiteDifference.Change> changes,
      List<String> steps,
      Optional<SiteActivation.Replayed> replay) {
    public Activated {
      changes = List.copyOf(changes);
      steps = List.copyOf(steps);
    }
  }

  /**
   * Makes files the active site, as a whole; when this fails, nothing has changed.
   *
   * @throws TrestleException SITE_INVALID, with every mistake; PORT_TAKEN; SITE_BUSY what is in
   *     line did not finish in time; CONFLICT it is active already, or another activation is going
   *     on
   */
  Activated activate(List<SiteText> texts, String actor, String reason);

  /**
   * Makes a kept version the active one.
   *
   * @param to the beginning of its hash; empty: the version that was active before this one
   * @throws TrestleException like {@link #activate}; NOT_FOUND
   */
  Activated rollback(Optional<String> to, String actor, String reason);

  /** The last activations, newest first. */
  List<SiteActivation> history();

  /**
   * A version with its files.
   *
   * @param hash the beginning of its hash; empty: the active one
   * @throws TrestleException NOT_FOUND, also when the default site is active
   */
  SiteVersion version(Optional<String> hash);
}
