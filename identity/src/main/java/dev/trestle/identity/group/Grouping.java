package dev.trestle.identity.group;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes groups of pairs, the strongest first. Two groups become one when at least half of the pairs
 * across them agree and none is vetoed: one record that resembles two people does not make them
 * one. The result is a function of the pairs, not of their order.
 */
public final class Grouping {
  private static final int NONE = -1;

  private final Agreement agreement;
  private final int[] group;

  /** The member of the group after each; the first has the number of the group. */
  private final int[] next;

  /** Of each group, under its number. */
  private final int[] lasts;

  private final int[] sizes;
  private final Set<Long> refused = new HashSet<>();

  /** Whether two records are one person. */
  public interface Agreement {
    int AGREES = 1;
    int NOT = 0;
    int VETOED = -1;

    /** One of the three. */
    int of(int a, int b);
  }

  private Grouping(int records, Agreement agreement) {
    this.agreement = agreement;
    group = new int[records];
    next = new int[records];
    lasts = new int[records];
    sizes = new int[records];
    for (int record = 0; record < records; record++) {
      group[record] = record;
      next[record] = NONE;
      lasts[record] = record;
      sizes[record] = 1;
    }
  }

  /** The group of each record: the lowest number in it. */
  public static int[] groups(int records, Edges edges, Agreement agreement) {
    Grouping grouping = new Grouping(records, agreement);
    edges.strongestFirst(grouping::take);
    return grouping.group;
  }

  private void take(Edge edge) {
    int a = Math.min(group[edge.first()], group[edge.second()]);
    int b = Math.max(group[edge.first()], group[edge.second()]);
    if (a == b || refused.contains(key(a, b))) {
      return;
    }
    if (mostAgree(a, b)) {
      join(a, b);
    } else {
      refused.add(key(a, b));
    }
  }

  /** Changes when a group grows, so that it is looked at again. */
  private long key(int a, int b) {
    return ((long) a * 31 + sizes[a]) << 32 ^ ((long) b * 31 + sizes[b]);
  }

  private boolean mostAgree(int a, int b) {
    int pairs = sizes[a] * sizes[b];
    int agreeing = 0;
    for (int i = a; i != NONE; i = next[i]) {
      for (int j = b; j != NONE; j = next[j]) {
        int answer = agreement.of(i, j);
        if (answer == Agreement.VETOED) {
          return false;
        }
        agreeing += answer;
      }
    }
    return agreeing * 2 >= pairs;
  }

  private void join(int a, int b) {
    for (int member = b; member != NONE; member = next[member]) {
      group[member] = a;
    }
    next[lasts[a]] = b;
    lasts[a] = lasts[b];
    sizes[a] += sizes[b];
    sizes[b] = 0;
  }

  /** The records of each group, by its lowest number. */
  public static int[][] members(int[] groups) {
    int[] sizes = new int[groups.length];
    for (int of : groups) {
      sizes[of]++;
    }
    int[][] members = new int[groups.length][];
    int found = 0;
    int[] place = new int[groups.length];
    for (int record = 0; record < groups.length; record++) {
      if (groups[record] == record) {
        place[record] = found;
        members[found++] = new int[sizes[record]];
        sizes[record] = 0;
      }
    }
    for (int record = 0; record < groups.length; record++) {
      int of = groups[record];
      members[place[of]][sizes[of]++] = record;
    }
    return Arrays.copyOf(members, found);
  }
}
