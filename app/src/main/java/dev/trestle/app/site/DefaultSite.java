package dev.trestle.app.site;

import dev.trestle.kernel.site.Authority;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import java.time.ZoneId;
import java.util.List;

/**
 * The site without a site folder: one listener on loopback, one health system whose feeds are not
 * told apart. Each identifier's namespace is an authority private to the feed, so that nothing is
 * mixed up that is not known to be one.
 */
public final class DefaultSite {
  private static final String VERSION = "default";

  private DefaultSite() {}

  /**
   * The default site.
   *
   * @param mllpPort 0 for any free one
   * @param tls whether the listener speaks TLS
   * @param zone zone of times without an offset
   */
  public static Site on(int mllpPort, boolean tls, ZoneId zone) {
    SourceName any = new SourceName("default", "any");
    HealthSystem system =
        new HealthSystem(
            any.healthSystem(),
            zone,
            List.<Authority>of(),
            List.of(Source.named(any, zone).build()));
    Listener listener = new Listener("mllp", "127.0.0.1", mllpPort, tls, false, List.of(), any);
    return new Site(VERSION, List.of(system), List.of(listener));
  }
}
