package dev.trestle.kernel.site;

import org.jspecify.annotations.Nullable;

/**
 * Where a certificate or key is.
 *
 * @param reference as the site writes it: a file of the site, or {@code secret:file:…}, {@code
 *     secret:env:…}
 * @param text the content of a file of the site, which is public; null for a secret, which is read
 *     only when the listener opens
 */
public record PemReference(String reference, @Nullable String text) {
  @Override
  public String toString() {
    return reference;
  }
}
