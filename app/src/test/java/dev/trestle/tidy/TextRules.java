package dev.trestle.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must not stand in any text file: places of one machine or one network. */
final class TextRules {
  static final String MACHINE_PATH = "path of one machine";
  static final String REGISTRY = "registry host";

  /** Not after a letter, digit, dot or brace: those make it a part of an address or of a path. */
  private static final Pattern MACHINE_PATH_TEXT =
      Pattern.compile("(?<![\\w.})~-])/(work|root|home|Users)/[\\w.-]+");

  private static final Pattern REGISTRY_TEXT =
      Pattern.compile(
          "(?i)\\b(repo1?\\.maven\\.(apache\\.)?org|registry\\.npmjs\\.org|pypi\\.org"
              + "|https?://[^\\s/\"'<>]*(artifactory|nexus|mirror|proxy|registry)[^\\s/\"'<>]*)");

  private TextRules() {}

  static List<Violation> violations(Map<String, String> textByPath) {
    List<Violation> found = new ArrayList<>();
    textByPath.forEach(
        (path, text) -> {
          if (!path.contains("/dev/trestle/tidy/")) {
            search(MACHINE_PATH, MACHINE_PATH_TEXT, path, text, found);
            search(REGISTRY, REGISTRY_TEXT, path, text, found);
          }
        });
    return found;
  }

  private static void search(
      String rule, Pattern pattern, String path, String text, List<Violation> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      long line = 1 + text.chars().limit(matcher.start()).filter(c -> c == '\n').count();
      found.add(new Violation(rule, path, line, matcher.group()));
    }
  }
}
