package dev.trestle.app.lineage;

import dev.trestle.app.site.SiteStore;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Sites by their version, the active one and those that were before. Thread-safe. */
public final class SiteVersions {
  /** Sites of before that are kept in memory. */
  private static final int KEPT_LIMIT = 8;

  private final Supplier<Site> active;
  private final SiteStore store;
  private final Map<String, Site> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Site> eldest) {
          return size() > KEPT_LIMIT;
        }
      };

  public SiteVersions(Supplier<Site> active, SiteStore store) {
    this.active = active;
    this.store = store;
  }

  /** The active one. */
  public Site active() {
    return active.get();
  }

  /** The site of a version; empty when it is not kept, or does not fit this release. */
  public Optional<Site> find(String version) {
    Site now = active.get();
    if (now.version().equals(version)) {
      return Optional.of(now);
    }
    synchronized (kept) {
      Site known = kept.get(version);
      if (known == null && version.matches("[0-9a-f]{64}")) {
        known = read(version).orElse(null);
        if (known != null) {
          kept.put(version, known);
        }
      }
      return Optional.ofNullable(known);
    }
  }

  private Optional<Site> read(String version) {
    try {
      return Optional.of(SiteVersion.of(store.texts(version), version).site());
    } catch (TrestleException notHere) {
      return Optional.empty();
    }
  }
}
