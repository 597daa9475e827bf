package dev.trestle.identity.read;

import java.util.ArrayList;
import java.util.List;

/** What was odd in a file, by line. The first ones are kept, all are counted. */
public final class Findings {
  private static final int KEPT = 20;

  private final List<String> warnings = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private long warningCount;
  private long errorCount;

  /** Something that was read all the same. */
  public void warning(long line, String text) {
    warningCount++;
    if (warnings.size() < KEPT) {
      warnings.add("line " + line + ": " + text);
    }
  }

  /** Something that keeps the file from being linked. */
  public void error(long line, String text) {
    errorCount++;
    if (errors.size() < KEPT) {
      errors.add("line " + line + ": " + text);
    }
  }

  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  public List<String> errors() {
    return List.copyOf(errors);
  }

  public long warningCount() {
    return warningCount;
  }

  public long errorCount() {
    return errorCount;
  }
}
