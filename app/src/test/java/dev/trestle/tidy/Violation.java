package dev.trestle.tidy;

/**
 * A place that breaks a rule.
 *
 * @param path from the project's root, with forward slashes
 * @param line counted from 1; 0 when the whole file or folder is meant
 */
record Violation(String rule, String path, long line, String what) {
  @Override
  public String toString() {
    return path + (line > 0 ? ":" + line : "") + ": " + what + " [" + rule + "]";
  }
}
