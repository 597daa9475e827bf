package dev.trestle.semantics.validation;

import org.jspecify.annotations.Nullable;

/**
 * Addresses of systems, or of extensions. Mappings and sites name some dozens, the same with every
 * message, so that those found right are remembered: at most {@link #SIZE}, a newer one in the
 * place of an older one. Threads may miss what another has just written, which costs a look.
 */
final class Systems {
  private static final int SIZE = 256;

  private final @Nullable String[] right = new @Nullable String[SIZE];
  private final boolean absolute;

  /**
   * @param absolute whether they have to be
   */
  Systems(boolean absolute) {
    this.absolute = absolute;
  }

  /** Whether it has the form. */
  boolean isRight(String text) {
    int hash = text.hashCode();
    int at = (hash ^ hash >>> 16) & (SIZE - 1);
    if (text.equals(right[at])) {
      return true;
    }
    if (text.isEmpty() || !TextForms.isUri(text) || (absolute && !TextForms.isAbsolute(text))) {
      return false;
    }
    right[at] = text;
    return true;
  }
}
