package dev.trestle.semantics.mapping.convert;

import com.ibm.icu.util.TimeZone;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.UnrealPatients;
import dev.trestle.semantics.identifier.AuthorityResolution;
import dev.trestle.semantics.identifier.ScopedIdentifier;
import dev.trestle.semantics.mapping.terminology.CodeSystems;
import dev.trestle.semantics.mapping.terminology.CodeTable;
import java.util.Map;

/**
 * Whom a message comes from, as far as converters ask.
 *
 * @param source the feed
 * @param site its site
 * @param zone zone of times without an offset, by the rules of icu4j and not of the JDK, so that
 *     every JDK gives the same result
 * @param codeSystems names of coding systems
 * @param tables code tables that converters use by name
 */
public record Feed(
    Source source,
    Site site,
    TimeZone zone,
    CodeSystems codeSystems,
    Map<String, CodeTable> tables) {

  public ScopedIdentifier resolve(String value, String namespace, String universalId) {
    return AuthorityResolution.resolve(value, namespace, universalId, source, site);
  }

  /** Which patients of the health system are tests, and which names are temporary. */
  public UnrealPatients unreal() {
    for (HealthSystem system : site.healthSystems()) {
      if (system.id().equals(source.name().healthSystem())) {
        return system.unreal();
      }
    }
    return UnrealPatients.STANDARD;
  }

  public String healthSystem() {
    return source.name().healthSystem();
  }

  /** The system of an identifier: the site's for a listed authority, else one of this feed. */
  public String system(ScopedIdentifier identifier) {
    return identifier.listed() == null
        ? "urn:trestle:" + healthSystem() + ":" + token(identifier.authority())
        : identifier.listed().system();
  }

  /** A code system that is this feed's own. */
  public String localSystem(String name) {
    return "urn:trestle:" + healthSystem() + ":" + source.name().feed() + ":" + token(name);
  }

  /** A code of a table that converters use by name. */
  public CodeTable table(String name) {
    CodeTable table = tables.get(name);
    if (table == null) {
      throw new IllegalStateException("the mapping has no table " + name);
    }
    return table;
  }

  /** A name as part of a URN: what is no letter, digit or one of {@code .-_:} becomes {@code _}. */
  private static String token(String name) {
    StringBuilder token = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || ".-_:".indexOf(c) >= 0;
      token.append(plain ? c : '_');
    }
    int end = token.length();
    while (end > 0 && token.charAt(end - 1) == ':') {
      end--;
    }
    return token.substring(0, end);
  }
}
