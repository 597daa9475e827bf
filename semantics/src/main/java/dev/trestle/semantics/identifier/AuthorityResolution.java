package dev.trestle.semantics.identifier;

import dev.trestle.kernel.site.Authority;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import org.jspecify.annotations.Nullable;

/**
 * Finds the authority of an identifier (DESIGN §4 Scope): {@code MRN} of two health systems never
 * collides, an authority that the site does not list is private to its feed.
 */
public final class AuthorityResolution {
  private static final String SHARED = "shared:";

  private AuthorityResolution() {}

  /**
   * Resolves one identifier. The namespace is looked up first, then the universal id; when the
   * message names neither, the source's default authority stands.
   *
   * @param value the number as sent, escapes resolved
   * @param namespace CX-4.1 or EI-2, empty when absent
   * @param universalId CX-4.2 or EI-3, empty when absent
   */
  public static ScopedIdentifier resolve(
      String value, String namespace, String universalId, Source source, Site site) {
    String healthSystem = source.name().healthSystem();
    Authority listed = listed(namespace.strip(), universalId.strip(), source, site);
    if (listed != null) {
      String scope = listed.shared() ? SHARED + listed.name() : healthSystem;
      return new ScopedIdentifier(scope, listed.name(), listed.normalise(value), listed);
    }
    String named = namespace.isBlank() ? universalId.strip() : namespace.strip();
    if (named.isEmpty() && source.defaultAuthority() != null) {
      named = source.defaultAuthority();
    }
    String authority = source.name().feed() + ":" + named;
    return new ScopedIdentifier(healthSystem, authority, value.strip(), null);
  }

  private static @Nullable Authority listed(
      String namespace, String universalId, Source source, Site site) {
    HealthSystem system = site.healthSystem(source.name().healthSystem()).orElse(null);
    if (system == null) {
      return null;
    }
    if (namespace.isEmpty() && universalId.isEmpty()) {
      String usual = source.defaultAuthority();
      return usual == null ? null : system.authority(usual).orElse(null);
    }
    Authority byNamespace = namespace.isEmpty() ? null : system.authority(namespace).orElse(null);
    if (byNamespace != null || universalId.isEmpty()) {
      return byNamespace;
    }
    return system.authority(universalId).orElse(null);
  }
}
