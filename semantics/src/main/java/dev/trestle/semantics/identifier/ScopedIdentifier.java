package dev.trestle.semantics.identifier;

import dev.trestle.kernel.site.Authority;
import org.jspecify.annotations.Nullable;

/**
 * An identifier with whose it is.
 *
 * @param scope where the authority's numbers are unique: the health system's id, or {@code
 *     shared:NAME} for an authority that several health systems share
 * @param authority canonical name; of an unlisted one {@code feed:namespace}, private to its feed
 * @param value the normalised number; patient data
 * @param listed the authority as the site lists it, or null
 */
public record ScopedIdentifier(
    String scope, String authority, String value, @Nullable Authority listed) {
  /** Neutral: the number is patient data. */
  @Override
  public String toString() {
    return "ScopedIdentifier[" + scope + ", " + authority + "]";
  }
}
