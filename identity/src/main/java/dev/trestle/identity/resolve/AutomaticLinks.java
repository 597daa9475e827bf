package dev.trestle.identity.resolve;

import dev.trestle.identity.link.LedgerStore;
import dev.trestle.identity.link.LedgerStore.Decision;
import dev.trestle.identity.link.LinkKind;
import dev.trestle.identity.link.Pair;
import dev.trestle.identity.link.SealedNotes;
import dev.trestle.identity.match.Matcher;
import dev.trestle.identity.match.Matcher.Found;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The links that nobody needs to look at: appended where they should be and are not, taken back
 * where they should not be. One shared identifier first, for what it puts together counts as one
 * when probabilities are looked at.
 */
final class AutomaticLinks {
  private static final String ACTOR = "resolver";

  private final Handle handle;
  private final Matcher matcher;
  private final PairStore pairs;
  private final Set<Long> ends = new TreeSet<>();

  AutomaticLinks(Handle handle, Matcher matcher, SealedNotes notes) {
    this.handle = handle;
    this.matcher = matcher;
    this.pairs = new PairStore(handle, notes);
  }

  /**
   * Makes them what they should be.
   *
   * @param known records that were compared and may have links already
   * @param merged records that a source has merged
   * @param found what comparing came to
   * @return the ends of links that were appended or taken back
   */
  Set<Long> run(Set<Long> known, Set<Long> merged, Map<Pair, Found> found) throws SQLException {
    Set<Long> moved = pairs.replace(known, found);
    moved.addAll(known);
    if (!moved.isEmpty()) {
      byIdentifier(known, moved);
    }
    moved.addAll(merged);
    moved.addAll(ends);
    if (!moved.isEmpty()) {
      byProbability(moved);
    }
    return ends;
  }

  /** Whoever was not compared now has the links that the last comparing came to. */
  private void byIdentifier(Set<Long> known, Set<Long> moved) throws SQLException {
    Set<Pair> wanted = Surroundings.byIdentifier(pairs.touching(moved).values());
    Map<Pair, LinkKind> standing = LedgerStore.automatic(handle, moved);
    List<Decision> decisions = new ArrayList<>();
    for (Pair pair : wanted) {
      if (standing.get(pair) != LinkKind.SHARED_IDENTIFIER) {
        decisions.add(
            decision(
                LinkKind.SHARED_IDENTIFIER, pair, "one shared identifier", pairs.evidence(pair)));
      }
    }
    standing.forEach(
        (pair, kind) -> {
          boolean compared = known.contains(pair.low()) || known.contains(pair.high());
          if (kind == LinkKind.SHARED_IDENTIFIER && compared && !wanted.contains(pair)) {
            decisions.add(
                decision(LinkKind.GROUND_GONE, pair, "no longer one shared identifier", null));
          }
        });
    append(decisions);
  }

  private void byProbability(Set<Long> moved) throws SQLException {
    double from = matcher.model().linkFrom();
    Surroundings around = Surroundings.of(Surroundings.stored(handle, pairs), from, moved);
    Set<Pair> wanted = around.clear(moved);
    Map<Pair, LinkKind> standing = LedgerStore.automatic(handle, moved);
    List<Decision> decisions = new ArrayList<>();
    for (Pair pair : wanted) {
      if (!standing.containsKey(pair)) {
        decisions.add(
            decision(
                LinkKind.PROBABLE,
                pair,
                "name, date of birth and one thing more agree",
                pairs.evidence(pair)));
      }
    }
    standing.forEach(
        (pair, kind) -> {
          if (kind == LinkKind.PROBABLE && !wanted.contains(pair)) {
            decisions.add(
                decision(
                    LinkKind.GROUND_GONE,
                    pair,
                    "no longer certain, or somebody else may be one of the two",
                    null));
          }
        });
    append(decisions);
  }

  private void append(List<Decision> decisions) {
    LedgerStore.append(handle, decisions);
    decisions.forEach(one -> ends.addAll(List.of(one.survivor(), one.retired())));
  }

  private Decision decision(LinkKind kind, Pair pair, String reason, byte @Nullable [] evidence) {
    return new Decision(
        kind, pair.low(), pair.high(), ACTOR, reason, matcher.method(), evidence, null, false);
  }
}
