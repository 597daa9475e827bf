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
 * @param unreal test patients and temporary names
 */
public record HealthSystem(
    String id,
    ZoneId zone,
    List<Authority> authorities,
    List<Source> sources,
    UnrealPatients unreal) {
  public HealthSystem {
    authorities = List.copyOf(authorities);
    sources = List.copyOf(sources);
  }

  /** One without test patients and temporary names of its own. */
  public HealthSystem(String id, ZoneId zone, List<Authority> authorities, List<Source> sources) {
    this(id, zone, authorities, sources, UnrealPatients.STANDARD);
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
