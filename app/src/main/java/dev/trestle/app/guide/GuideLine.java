package dev.trestle.app.guide;

import java.util.List;

/**
 * A row of a table that is no segment map.
 *
 * @param map the table
 * @param at where it stands in it
 * @param said its facts
 * @param line of the file, from 1
 */
public record GuideLine(String map, String at, List<Said> said, int line) implements GuideEntry {
  public GuideLine {
    said = List.copyOf(said);
  }
}
