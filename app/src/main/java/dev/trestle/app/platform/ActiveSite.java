package dev.trestle.app.platform;

import dev.trestle.kernel.site.Site;
import java.util.function.Supplier;

/**
 * The site by which messages are taken and translated. Who handles a message asks once for it, so
 * that no message is handled by two sites.
 */
final class ActiveSite implements Supplier<Site> {
  private volatile Site site;

  ActiveSite(Site first) {
    this.site = first;
  }

  @Override
  public Site get() {
    return site;
  }

  void set(Site next) {
    site = next;
  }
}
