package dev.trestle.kernel.site;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * An organisation whose EHR is connected.
 *
 * @param id short name, {@code [a-z0-9-]+}
 * @param zone its local time
 * @param authorities who assigns identifiers
 * @param sources its feeds
 */
public record HealthSystem(
    String id, ZoneId zone, List<Authority> authorities, List<Source> sources) {
  public HealthSystem {
    authorities = List.copyOf(authorities);
    sources = List.copyOf(sources);
  }

  /** The listed authority with this name or alias. */
  public Optional<Authority> authority(String nameOrAlias) {
    for (Authority authority : authorities) {
      if (authority.name().equals(nameOrAlias) || authority.aliases().contains(nameOrAlias)) {
        return Optional.of(authority);
      }
    }
    return Optional.empty();
  }
}
