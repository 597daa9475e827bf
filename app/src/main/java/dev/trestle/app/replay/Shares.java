package dev.trestle.app.replay;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many messages are taken of each source: as many of each, so that a feed that is rare is seen;
 * what one has not is shared by the others.
 */
final class Shares {
  private Shares() {}

  /**
   * Shares a number out.
   *
   * @param available of each source
   * @return by source; together no more than wanted
   */
  static Map<String, Long> of(Map<String, Long> available, long wanted) {
    List<Map.Entry<String, Long>> rarestFirst =
        available.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.naturalOrder()))
            .toList();
    Map<String, Long> shares = new TreeMap<>();
    long left = wanted;
    int sources = rarestFirst.size();
    for (Map.Entry<String, Long> source : rarestFirst) {
      // Rounded up, so that a small number is not lost among many sources.
      long fair = (left + sources - 1) / sources;
      long share = Math.min(left, Math.min(source.getValue(), fair));
      if (share > 0) {
        shares.put(source.getKey(), share);
      }
      left -= share;
      sources--;
    }
    return shares;
  }
}
