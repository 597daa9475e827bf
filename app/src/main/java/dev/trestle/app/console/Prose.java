package dev.trestle.app.console;

import java.util.regex.Pattern;

/** Texts of the site that pages show: some are addresses. */
public final class Prose {
  /** Nothing else becomes a link: no script, no file. */
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

  /** Whether the whole text is an address that a browser may be sent to. */
  public boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }
}
