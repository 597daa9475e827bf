package dev.trestle.app.replay;

import java.util.regex.Pattern;

/**
 * Something that a message says otherwise under another version of the site; patient data.
 *
 * @param where {@code outcome}, {@code finding code-unmapped at PID-8}, {@code
 *     Patient.name[0].family}, {@code Observation#2.status}; never with a value of the message
 * @param before empty when there was nothing
 * @param after empty when there is nothing
 */
public record Change(String where, String before, String after) {
  /** What tells one of several: the number of a resource, of an item or of a segment. */
  private static final Pattern NUMBERS = Pattern.compile("#\\d+|\\[\\d+]");

  /** The same place without numbers, by which changes of many messages are counted. */
  public String place() {
    return NUMBERS.matcher(where).replaceAll("");
  }

  @Override
  public String toString() {
    return "Change[" + where + "]";
  }
}
