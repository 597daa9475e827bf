package dev.trestle.app.platform;

import dev.trestle.app.http.Check;
import dev.trestle.app.http.StatusSource;
import dev.trestle.kernel.site.Site;
import dev.trestle.orchestration.dispatch.Dispatcher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Gathers the state of the parts. */
final class PlatformStatus implements StatusSource {
  private final Supplier<Site> site;
  private final Listeners listeners;
  private final Dispatcher dispatcher;
  private final Checks checks;
  private final Clock clock;
  private final Instant startedAt;

  PlatformStatus(
      Supplier<Site> site, Listeners listeners, Dispatcher dispatcher, Checks checks, Clock clock) {
    this.checks = checks;
    this.site = site;
    this.listeners = listeners;
    this.dispatcher = dispatcher;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  @Override
  public List<Check> checks() {
    return checks.look();
  }

  static String release() {
    String version = PlatformStatus.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }

  @Override
  public Status status() {
    return new Status(
        release(),
        site.get().version(),
        listeners.status(),
        dispatcher.active(),
        listeners.receiving(),
        Duration.between(startedAt, clock.instant()).toSeconds());
  }
}
