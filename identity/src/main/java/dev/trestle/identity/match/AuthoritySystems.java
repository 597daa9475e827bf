package dev.trestle.identity.match;

import dev.trestle.kernel.site.Authority;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Site;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whose identifiers a FHIR {@code identifier.system} holds.
 *
 * @param shared systems of authorities that several health systems share
 * @param owners health system by system, of the others
 */
public record AuthoritySystems(SortedSet<String> shared, SortedMap<String, String> owners) {
  /** Systems of authorities that the site does not list: {@code urn:trestle:HEALTH-SYSTEM:…}. */
  private static final String UNLISTED = "urn:trestle:";

  /** The authorities of a site. */
  public static AuthoritySystems of(Site site) {
    SortedSet<String> shared = new TreeSet<>();
    SortedMap<String, String> owners = new TreeMap<>();
    for (HealthSystem system : site.healthSystems()) {
      for (Authority authority : system.authorities()) {
        if (authority.shared()) {
          shared.add(authority.system());
        } else {
          owners.put(authority.system(), system.id());
        }
      }
    }
    return new AuthoritySystems(shared, owners);
  }

  Optional<String> owner(String system) {
    if (system.startsWith(UNLISTED)) {
      int end = system.indexOf(':', UNLISTED.length());
      return end < 0 ? Optional.empty() : Optional.of(system.substring(UNLISTED.length(), end));
    }
    return Optional.ofNullable(owners.get(system));
  }
}
