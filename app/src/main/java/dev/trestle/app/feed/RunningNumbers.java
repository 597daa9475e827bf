package dev.trestle.app.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks through numbers that a sender gave its messages, in the order they came, for those that are
 * missing and those that came again. Pure.
 *
 * <p>Numbers run when most of them are one more than the one before. Then a number above the
 * highest leaves a gap below it; one that fills a gap came late; one that was there came again; and
 * one that goes back and is followed by its successor starts the numbering again.
 */
final class RunningNumbers {
  /** Fewer tell nothing. */
  static final int FEWEST = 20;

  /** So many of a hundred steps go up by one, or the numbers are not running. */
  static final int STEPS_BY_ONE_PERCENT = 80;

  /** Longer ones are no counters. */
  static final int DIGITS = 18;

  /** A number so near below the lowest can have come late; one further away begins anew. */
  static final long NEAR = 100;

  /** Gaps, repeats and restarts kept of each kind; the rest is counted. */
  static final int KEPT = 200;

  private RunningNumbers() {}

  /**
   * A message and its number.
   *
   * @param entry in the journal
   * @param text the number as it was sent, perhaps with letters before its digits
   * @param copy it is a copy to the byte of an earlier message
   */
  record Sent(long entry, String text, boolean copy) {}

  /** The same as a number. */
  private record Numbered(long entry, long number, boolean copy) {}

  /**
   * What was found in one numbering.
   *
   * @param prefix what stands before the digits, or empty when the numbers run across prefixes
   * @param numbers how many were looked at
   * @param gaps numbers that are missing, in rising order within each run
   * @param repeats numbers that came again
   * @param restarts where the numbering began again
   * @param late how many came out of their order
   * @param more gaps, repeats and restarts beyond those that are kept
   */
  record Found(
      String prefix,
      int numbers,
      List<Gap> gaps,
      List<Repeat> repeats,
      List<Restart> restarts,
      int late,
      long more) {}

  /**
   * Numbers that are missing, both ends included.
   *
   * @param before entry with the next lower number
   * @param behind entry with the next higher number
   */
  record Gap(long first, long last, long before, long behind) {
    public long missing() {
      return last - first + 1;
    }
  }

  /** A number that came again; {@code copy}: with the same bytes. */
  record Repeat(long number, long first, long again, boolean copy) {}

  /** The numbering began again. */
  record Restart(long highest, long before, long number, long behind) {}

  /** What was found, one for each numbering; empty: they are not running numbers. */
  static List<Found> in(List<Sent> sent) {
    Map<String, List<Numbered>> byPrefix = new TreeMap<>();
    List<Numbered> all = new ArrayList<>();
    for (Sent one : sent) {
      int digits = firstDigit(one.text());
      int length = one.text().length() - digits;
      if (length > 0 && length <= DIGITS) {
        Numbered numbered =
            new Numbered(one.entry(), Long.parseLong(one.text().substring(digits)), one.copy());
        all.add(numbered);
        byPrefix
            .computeIfAbsent(one.text().substring(0, digits), none -> new ArrayList<>())
            .add(numbered);
      }
    }
    if (run(all)) {
      return List.of(found(byPrefix.size() == 1 ? byPrefix.keySet().iterator().next() : "", all));
    }
    return byPrefix.entrySet().stream()
        .filter(one -> run(one.getValue()))
        .map(one -> found(one.getKey(), one.getValue()))
        .toList();
  }

  private static int firstDigit(String text) {
    int at = text.length();
    while (at > 0 && text.charAt(at - 1) >= '0' && text.charAt(at - 1) <= '9') {
      at--;
    }
    return at;
  }

  private static boolean run(List<Numbered> numbers) {
    int steps = 0;
    int byOne = 0;
    @Nullable Numbered last = null;
    for (Numbered one : numbers) {
      if (!one.copy()) {
        if (last != null) {
          steps++;
          byOne += one.number() == last.number() + 1 ? 1 : 0;
        }
        last = one;
      }
    }
    return steps + 1 >= FEWEST && byOne * 100L >= steps * (long) STEPS_BY_ONE_PERCENT;
  }

  private static Found found(String prefix, List<Numbered> numbers) {
    Look look = new Look();
    List<Numbered> originals = numbers.stream().filter(one -> !one.copy()).toList();
    Map<Long, Long> firsts = new HashMap<>();
    int next = 0;
    for (Numbered one : numbers) {
      if (one.copy()) {
        look.copy(one, firsts.getOrDefault(one.number(), 0L));
      } else {
        next++;
        firsts.put(one.number(), one.entry());
        look.original(one, next < originals.size() ? originals.get(next) : null);
      }
    }
    look.endRun();
    return look.found(prefix, numbers.size());
  }

  /** One pass over a numbering. */
  private static final class Look {
    private final TreeMap<Long, Long> run = new TreeMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Repeat> repeats = new ArrayList<>();
    private final List<Restart> restarts = new ArrayList<>();
    private int late;
    private long more;

    void copy(Numbered one, long first) {
      keep(repeats, new Repeat(one.number(), first, one.entry(), true));
    }

    void original(Numbered one, @Nullable Numbered next) {
      if (run.isEmpty()) {
        run.put(one.number(), one.entry());
      } else if (one.number() > run.lastKey()) {
        above(one, next);
      } else if (one.number() == run.lastKey()) {
        again(one);
      } else if (startsAgain(one, next)) {
        restart(one);
      } else if (run.containsKey(one.number())) {
        again(one);
      } else {
        late++;
        if (one.number() + NEAR >= run.firstKey()) {
          run.put(one.number(), one.entry());
        }
      }
    }

    /** One that is far away while the next goes on as before is no gap but a slip. */
    private void above(Numbered one, @Nullable Numbered next) {
      boolean slip =
          next != null && one.number() > run.lastKey() + NEAR && next.number() == run.lastKey() + 1;
      if (slip) {
        late++;
      } else {
        run.put(one.number(), one.entry());
      }
    }

    private boolean startsAgain(Numbered one, @Nullable Numbered next) {
      boolean below = one.number() < run.firstKey();
      if (next == null) {
        return below && one.number() + NEAR < run.firstKey();
      }
      return next.number() == one.number() + 1 && (below || run.containsKey(one.number()));
    }

    private void again(Numbered one) {
      Long first = run.getOrDefault(one.number(), 0L);
      keep(repeats, new Repeat(one.number(), first, one.entry(), false));
    }

    private void restart(Numbered one) {
      Map.Entry<Long, Long> highest = run.lastEntry();
      endRun();
      keep(restarts, new Restart(highest.getKey(), highest.getValue(), one.number(), one.entry()));
      run.put(one.number(), one.entry());
    }

    void endRun() {
      Map.@Nullable Entry<Long, Long> before = null;
      for (Map.Entry<Long, Long> one : run.entrySet()) {
        if (before != null && one.getKey() > before.getKey() + 1) {
          keep(
              gaps,
              new Gap(before.getKey() + 1, one.getKey() - 1, before.getValue(), one.getValue()));
        }
        before = one;
      }
      run.clear();
    }

    private <T> void keep(List<T> list, T one) {
      if (list.size() < KEPT) {
        list.add(one);
      } else {
        more++;
      }
    }

    Found found(String prefix, int numbers) {
      return new Found(prefix, numbers, gaps, repeats, restarts, late, more);
    }
  }
}
