package dev.trestle.identity.resolve;

import dev.trestle.identity.link.LedgerStore;
import dev.trestle.identity.link.LedgerStore.Standing;
import dev.trestle.identity.link.LinkKind;
import dev.trestle.identity.link.Pair;
import dev.trestle.identity.link.PartitionStore;
import dev.trestle.identity.link.SealedNotes;
import dev.trestle.identity.match.Comparison;
import dev.trestle.identity.match.Matcher;
import dev.trestle.identity.match.Matcher.Found;
import dev.trestle.identity.match.Matcher.Opened;
import dev.trestle.identity.match.Matcher.Profile;
import dev.trestle.identity.match.Matcher.Verdict;
import dev.trestle.identity.resolve.SourceRecordStore.Row;
import dev.trestle.identity.review.Relinking;
import dev.trestle.identity.review.ReviewKind;
import dev.trestle.identity.review.ReviewStore;
import dev.trestle.identity.review.ReviewStore.Wanted;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * One round of the resolver within one transaction: some changed Patients, some merges, some
 * records to be compared again. What it leaves is a function of what is known, not of what this
 * round was about: read {@link #run} from top to bottom.
 */
final class Round {
  private static final List<ReviewKind> COMPARED =
      List.of(ReviewKind.POSSIBLE_MATCH, ReviewKind.DOUBTFUL_IDENTIFIER);

  private final Handle handle;
  private final Matcher matcher;
  private final SealedNotes notes;
  private final ReviewStore reviews;
  private final SourceRecordStore records;
  private final BlockStore blocks;

  /** What is compared in this round, opened. */
  private final Map<Long, Opened> opened = new HashMap<>();

  private final OpenedRecords kept;

  private final Map<Long, List<Long>> keys = new TreeMap<>();
  private final Set<Long> unknownBefore = new TreeSet<>();
  private final Set<Long> removedKeys = new TreeSet<>();

  Round(Handle handle, Matcher matcher, SealedNotes notes, OpenedRecords kept) {
    this.handle = handle;
    this.matcher = matcher;
    this.notes = notes;
    this.kept = kept;
    this.reviews = new ReviewStore(notes);
    this.records = new SourceRecordStore(handle);
    this.blocks = new BlockStore(handle);
  }

  /**
   * What it came to.
   *
   * @param compared records that were compared
   * @param mergeId merges up to here are done
   * @param opened what was compared, as it stands once this is committed
   */
  record Result(int compared, long mergeId, Collection<Opened> opened) {}

  /**
   * Runs it.
   *
   * @param changed Patients that changed, with their profiles
   * @param mergeId merges up to here were done
   * @param limit most records to be compared again, and most merges
   */
  Result run(List<Profile> changed, long mergeId, int limit) throws SQLException {
    writeRecords(changed);
    takeAgain(limit);
    Map<Pair, Found> found = compare();
    Set<Long> seeds = new TreeSet<>();
    long merged = merges(mergeId, limit, seeds);
    Set<Long> known = new TreeSet<>(keys.keySet());
    known.removeAll(unknownBefore);
    seeds.addAll(new AutomaticLinks(handle, matcher, notes).run(known, seeds, found));
    if (!seeds.isEmpty()) {
      new Relinking(reviews).run(handle, seeds);
    }
    writeReviews(found);
    return new Result(keys.size(), merged, opened.values());
  }

  /** Those whose traits are others than before, with their keys. */
  private void writeRecords(List<Profile> changed) throws SQLException {
    Map<Long, Row> known = records.find(changed.stream().map(Profile::rid).toList());
    List<Profile> fresh = new ArrayList<>();
    List<BlockStore.Entry> added = new ArrayList<>();
    List<BlockStore.Entry> removed = new ArrayList<>();
    for (Profile profile : changed) {
      Row row = known.get(profile.rid());
      if (row != null && row.digest().equals(profile.digest())) {
        continue;
      }
      fresh.add(profile);
      opened.put(profile.rid(), profile.opened());
      keys.put(profile.rid(), profile.blocks());
      List<Long> before = row == null ? List.of() : row.blocks();
      if (row == null) {
        unknownBefore.add(profile.rid());
      }
      difference(profile.blocks(), before)
          .forEach(key -> added.add(new BlockStore.Entry(key, profile.rid())));
      difference(before, profile.blocks())
          .forEach(key -> removed.add(new BlockStore.Entry(key, profile.rid())));
    }
    records.put(fresh);
    blocks.remove(removed);
    blocks.add(added);
    removed.forEach(entry -> removedKeys.add(entry.key()));
  }

  private static Set<Long> difference(List<Long> these, List<Long> withoutThose) {
    Set<Long> difference = new TreeSet<>(these);
    withoutThose.forEach(difference::remove);
    return difference;
  }

  private void takeAgain(int limit) throws SQLException {
    Set<Long> again = records.takeAgain(limit);
    again.removeAll(keys.keySet());
    for (Row row : records.find(again).values()) {
      opened.put(row.rid(), matcher.open(row.rid(), row.sealed()));
      keys.put(row.rid(), row.blocks());
    }
  }

  /** Each record of this round with everybody who shares a key, each pair once. */
  private Map<Pair, Found> compare() throws SQLException {
    Set<Long> wanted = new TreeSet<>(removedKeys);
    keys.values().forEach(wanted::addAll);
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Set<Long> again = new TreeSet<>();
    Map<Long, List<Long>> members = blocks.members(wanted, again);
    PartitionStore.again(handle, again);
    Map<Long, Set<Long>> others = new TreeMap<>();
    keys.forEach((rid, own) -> others.put(rid, others(rid, own, members)));
    open(others.values());
    Map<Pair, Found> found = new TreeMap<>();
    Comparison comparison = matcher.comparison(opened.values());
    others.forEach(
        (rid, candidates) -> {
          for (long other : candidates) {
            comparison.compare(rid, other).ifPresent(one -> found.put(Pair.of(rid, other), one));
          }
        });
    return found;
  }

  /** With whom a record is compared; of two records of this round the lower one sees to it. */
  private Set<Long> others(long rid, List<Long> own, Map<Long, List<Long>> members) {
    Set<Long> others = new HashSet<>();
    for (Long key : own) {
      for (Long other : members.getOrDefault(key, List.of())) {
        if (other > rid || (other < rid && !keys.containsKey(other))) {
          others.add(other);
        }
      }
    }
    return others;
  }

  private void open(Collection<Set<Long>> wanted) throws SQLException {
    Set<Long> closed = new TreeSet<>();
    for (Set<Long> rids : wanted) {
      for (Long rid : rids) {
        if (!opened.containsKey(rid)) {
          Opened known = kept.find(rid);
          if (known == null) {
            closed.add(rid);
          } else {
            opened.put(rid, known);
          }
        }
      }
    }
    for (Row row : records.find(closed).values()) {
      opened.put(row.rid(), matcher.open(row.rid(), row.sealed()));
    }
  }

  /**
   * Words of sources whose Patients are both resolved, up to the first one that must wait for them.
   */
  private long merges(long after, int limit, Set<Long> seeds) throws SQLException {
    List<Standing> merges = LedgerStore.mergesAfter(handle, after, limit);
    Set<Long> named = new TreeSet<>();
    merges.forEach(merge -> named.addAll(List.of(merge.survivor(), merge.retired())));
    Set<Long> resolved = records.find(named).keySet();
    long done = after;
    for (Standing merge : merges) {
      if (!resolved.contains(merge.survivor()) || !resolved.contains(merge.retired())) {
        break;
      }
      seeds.add(merge.survivor());
      seeds.add(merge.retired());
      done = merge.id();
    }
    return done;
  }

  private void writeReviews(Map<Pair, Found> found) throws SQLException {
    Map<Pair, Wanted> wanted = new TreeMap<>();
    found.forEach(
        (pair, one) -> {
          if (one.verdict() != Verdict.LINK && one.verdict() != Verdict.NEAR) {
            ReviewKind kind =
                one.verdict() == Verdict.DOUBTFUL_LINK
                    ? ReviewKind.DOUBTFUL_IDENTIFIER
                    : ReviewKind.POSSIBLE_MATCH;
            wanted.put(pair, new Wanted(pair, kind, one.assessment()));
          }
        });
    if (!wanted.isEmpty()) {
      wanted.keySet().removeAll(settled(wanted.keySet()));
    }
    Set<Long> known = new TreeSet<>(keys.keySet());
    known.removeAll(unknownBefore);
    if (!known.isEmpty() || !wanted.isEmpty()) {
      reviews.replace(handle, known, COMPARED, wanted.values());
    }
  }

  /** Pairs that need no look: one person already, or decided, or kept apart by a decision. */
  private Set<Pair> settled(Collection<Pair> pairs) throws SQLException {
    Set<Long> ends = new TreeSet<>();
    pairs.forEach(pair -> ends.addAll(List.of(pair.low(), pair.high())));
    Map<Long, Long> persons = new HashMap<>();
    records.find(records.company(ends)).forEach((rid, row) -> persons.put(rid, row.eldest()));
    Set<Pair> apart = new HashSet<>();
    Set<Pair> settled = new HashSet<>();
    for (Standing standing : LedgerStore.standing(handle, persons.keySet()).values()) {
      if (standing.kind() == LinkKind.TOGETHER) {
        settled.add(standing.pair());
      }
      Long first = persons.get(standing.survivor());
      Long second = persons.get(standing.retired());
      if (standing.kind() == LinkKind.APART && first != null && second != null) {
        apart.add(Pair.of(first, second));
      }
    }
    for (Pair pair : pairs) {
      long first = Objects.requireNonNull(persons.get(pair.low()));
      long second = Objects.requireNonNull(persons.get(pair.high()));
      if (first == second || apart.contains(Pair.of(first, second))) {
        settled.add(pair);
      }
    }
    return settled;
  }
}
