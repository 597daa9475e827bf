package dev.trestle.app.signoff;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Chooses few messages that together show everything that any of them shows: always the one that
 * shows most of what is missing, then those that turned out not to be needed are taken out again.
 * Of equal ones the shortest, then the newest. The same messages in the same order give the same
 * pack.
 */
final class SamplePack {
  /** By what it shows: of several that show the same, only the best is kept. */
  private final Map<BitSet, Candidate> candidates = new HashMap<>();

  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<String> features = new ArrayList<>();

  private static final Comparator<Candidate> EASIEST =
      Comparator.comparingInt(Candidate::bytes)
          .thenComparing(Comparator.comparingLong(Candidate::seq).reversed());

  private record Candidate(long seq, String type, int bytes, BitSet shows) {}

  /**
   * A message of the pack.
   *
   * @param shows what no message before it in the pack shows; never empty
   */
  record Chosen(long seq, String type, List<String> shows) {
    Chosen {
      shows = List.copyOf(shows);
    }
  }

  /**
   * What was chosen.
   *
   * @param features how many different things the messages show
   * @param missed those that the pack does not show, because it had to be smaller
   */
  record Pack(List<Chosen> items, int features, List<String> missed) {
    Pack {
      items = List.copyOf(items);
      missed = List.copyOf(missed);
    }
  }

  /**
   * A message.
   *
   * @param shows what it shows: its type, rules, rows of tables
   */
  void add(long seq, String type, int bytes, Set<String> shows) {
    BitSet bits = new BitSet();
    for (String feature : new TreeSet<>(shows)) {
      bits.set(
          numbers.computeIfAbsent(
              feature,
              unknown -> {
                features.add(unknown);
                return features.size() - 1;
              }));
    }
    candidates.merge(
        bits,
        new Candidate(seq, type, bytes, bits),
        (one, other) -> EASIEST.compare(one, other) <= 0 ? one : other);
  }

  /** The pack, of at most so many messages, in the order in which it was chosen. */
  Pack choose(int most) {
    List<Candidate> left = new ArrayList<>(candidates.values());
    left.sort(EASIEST);
    List<Candidate> chosen = new ArrayList<>();
    BitSet missing = new BitSet();
    missing.set(0, features.size());
    while (chosen.size() < most && !missing.isEmpty()) {
      Candidate best = best(left, missing);
      missing.andNot(best.shows());
      chosen.add(best);
    }
    if (missing.isEmpty()) {
      takeOutWhatIsNotNeeded(chosen);
    }
    return new Pack(items(chosen), features.size(), words(missing));
  }

  private static Candidate best(List<Candidate> left, BitSet missing) {
    Candidate best = left.get(0);
    int most = -1;
    for (Candidate each : left) {
      BitSet gain = (BitSet) missing.clone();
      gain.and(each.shows());
      if (gain.cardinality() > most) {
        most = gain.cardinality();
        best = each;
      }
    }
    return best;
  }

  /** A message chosen early can be covered by those after it. */
  private static void takeOutWhatIsNotNeeded(List<Candidate> chosen) {
    for (int i = chosen.size() - 1; i >= 0; i--) {
      BitSet others = new BitSet();
      for (int other = 0; other < chosen.size(); other++) {
        if (other != i) {
          others.or(chosen.get(other).shows());
        }
      }
      BitSet own = (BitSet) chosen.get(i).shows().clone();
      own.andNot(others);
      if (own.isEmpty()) {
        chosen.remove(i);
      }
    }
  }

  private List<Chosen> items(List<Candidate> chosen) {
    BitSet shown = new BitSet();
    List<Chosen> items = new ArrayList<>();
    for (Candidate each : chosen) {
      BitSet own = (BitSet) each.shows().clone();
      own.andNot(shown);
      shown.or(each.shows());
      items.add(new Chosen(each.seq(), each.type(), words(own)));
    }
    return items;
  }

  private List<String> words(BitSet bits) {
    return bits.stream().mapToObj(features::get).sorted().toList();
  }
}
