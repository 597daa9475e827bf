package dev.trestle.identity.read;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What was odd in a file, by line. Of warnings those that come first are kept, of errors those of
 * the first lines; all are counted.
 */
public final class Findings {
  private static final int KEPT = 20;

  private final List<String> warnings = new ArrayList<>();
  private final TreeMap<Long, String> errors = new TreeMap<>();
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
    errors.putIfAbsent(line, "line " + line + ": " + text);
    if (errors.size() > KEPT) {
      errors.pollLastEntry();
    }
  }

  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  public List<String> errors() {
    return List.copyOf(errors.values());
  }

  public long warningCount() {
    return warningCount;
  }

  public long errorCount() {
    return errorCount;
  }
}
