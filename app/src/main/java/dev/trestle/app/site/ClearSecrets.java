package dev.trestle.app.site;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Secrets do not stand in a site: it is reviewed, copied and printed. What can be seen to be one is
 * refused, and its text is not repeated.
 */
final class ClearSecrets {
  static final String REFERENCES = "`secret:file:/path/of/file` or `secret:env:NAME`";

  private static final List<Pattern> SIGNS =
      List.of(
          Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----"),
          Pattern.compile(
              "(?i)^[\\s{,-]*[a-z-]*(password|passwd|secret|token|api-key)\\s*:\\s*(?![\"']?secret:)\\S"));

  private ClearSecrets() {}

  static void check(SiteText text, Mistakes mistakes) {
    int number = 0;
    for (String line : text.text().split("\n", -1)) {
      number++;
      for (Pattern sign : SIGNS) {
        if (sign.matcher(line).find()) {
          mistakes.add(
              text.path(),
              number,
              "a secret stands here in the clear; write where it is: " + REFERENCES);
          break;
        }
      }
    }
  }
}
