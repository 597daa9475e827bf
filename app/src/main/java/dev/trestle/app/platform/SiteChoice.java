package dev.trestle.app.platform;

import dev.trestle.app.site.DefaultSite;
import dev.trestle.app.site.SiteActivation;
import dev.trestle.app.site.SiteControl;
import dev.trestle.app.site.SiteStore;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Site;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** With which site a platform starts. */
public sealed interface SiteChoice {
  /** The site by which what is in line is finished, before any port is open. */
  Site first(SiteStore versions);

  /** Makes the chosen version the active one when it is not, and says so. */
  default void activate(SiteSwitch sites, Consumer<String> progress) {}

  /** How the site is changed later. */
  default SiteControl control(SiteSwitch sites) {
    return sites;
  }

  /** This one; it is not kept in the database and cannot be changed at run time. */
  record Fixed(Site site) implements SiteChoice {
    @Override
    public Site first(SiteStore versions) {
      return site;
    }

    @Override
    public SiteControl control(SiteSwitch sites) {
      return new Unchangeable(sites);
    }
  }

  /** The active version of the database. */
  record Active(Site whenNone) implements SiteChoice {
    @Override
    public Site first(SiteStore versions) {
      Optional<String> hash = versions.active();
      if (hash.isEmpty()) {
        return whenNone;
      }
      try {
        return read(versions, hash.get());
      } catch (TrestleException unreadable) {
        throw new TrestleException(
            ProblemCode.SITE_INVALID,
            "The active site does not fit this release; correct it and start with --site FOLDER. "
                + unreadable.getMessage(),
            unreadable);
      }
    }
  }

  /** A version that becomes the active one when it is not. */
  record Folder(SiteVersion version) implements SiteChoice {
    @Override
    public Site first(SiteStore versions) {
      Optional<String> hash = versions.active();
      if (hash.isEmpty()) {
        return DefaultSite.on(0, true, ZoneOffset.UTC);
      }
      try {
        return read(versions, hash.get());
      } catch (TrestleException unreadable) {
        // It was active under another release. What is in line can only go on under the new one.
        return version.site();
      }
    }

    @Override
    public void activate(SiteSwitch sites, Consumer<String> progress) {
      sites
          .start(version, progress)
          .ifPresent(
              done ->
                  progress.accept(
                      "site: "
                          + SiteVersion.shortened(done.hash())
                          + " is activated; before: "
                          + done.before().map(SiteVersion::shortened).orElse("the default site")));
    }
  }

  private static Site read(SiteStore versions, String hash) {
    return SiteVersion.of(versions.texts(hash), SiteVersion.shortened(hash)).site();
  }

  /** Shows, and refuses to change. */
  record Unchangeable(SiteControl sites) implements SiteControl {
    @Override
    public Activated activate(List<SiteText> texts, String actor, String reason) {
      throw refused();
    }

    @Override
    public Activated rollback(Optional<String> to, String actor, String reason) {
      throw refused();
    }

    private static TrestleException refused() {
      return new TrestleException(
          ProblemCode.CONFLICT,
          "This Trestle runs a site of its own (a demo), which cannot be changed. `trestle up`"
              + " runs one that can.");
    }

    @Override
    public List<SiteActivation> history() {
      return sites.history();
    }

    @Override
    public SiteVersion version(Optional<String> hash) {
      return sites.version(hash);
    }
  }
}
