package dev.trestle.kernel.site;

import java.util.List;
import java.util.Optional;

/**
 * The configuration of one deployment, immutable. A version is activated as a whole (DESIGN §7).
 *
 * @param version hash of its files, 64 hexadecimal digits
 * @param healthSystems who is connected
 * @param listeners the ports
 */
public record Site(String version, List<HealthSystem> healthSystems, List<Listener> listeners) {
  public Site {
    healthSystems = List.copyOf(healthSystems);
    listeners = List.copyOf(listeners);
  }

  public Optional<HealthSystem> healthSystem(String id) {
    return healthSystems.stream().filter(system -> system.id().equals(id)).findFirst();
  }

  public Optional<Source> source(SourceName name) {
    return healthSystem(name.healthSystem())
        .flatMap(s -> s.sources().stream().filter(x -> x.name().equals(name)).findFirst());
  }

  /**
   * The source of a message on a listener, by MSH-3.1 and MSH-4.1; the catch-all when none fits.
   */
  public Source sourceOn(Listener listener, String application, String facility) {
    for (SourceName name : listener.sources()) {
      Source source = require(name);
      for (Source.Sender sender : source.senders()) {
        if (sender.matches(application, facility)) {
          return source;
        }
      }
    }
    return require(listener.catchAll());
  }

  private Source require(SourceName name) {
    return source(name)
        .orElseThrow(
            () -> new IllegalStateException("listener names a source that is not there: " + name));
  }
}
