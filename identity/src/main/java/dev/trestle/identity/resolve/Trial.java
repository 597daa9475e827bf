package dev.trestle.identity.resolve;

import dev.trestle.identity.link.LedgerStore;
import dev.trestle.identity.link.LedgerStore.Standing;
import dev.trestle.identity.link.LinkKind;
import dev.trestle.identity.link.Pair;
import dev.trestle.identity.link.PartitionStore;
import dev.trestle.identity.match.Comparison;
import dev.trestle.identity.match.Matcher;
import dev.trestle.identity.match.Matcher.Opened;
import dev.trestle.identity.match.Matcher.Verdict;
import dev.trestle.identity.offline.Progress;
import dev.trestle.identity.resolve.PairStore.Row;
import dev.trestle.identity.review.ReviewStore;
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
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What the index would be under another model, by the same rules as {@link Round}: what comes to
 * pass while it is worked out may be counted or not. Reads only, some records at a time, so that
 * nobody waits for it; pairs that agree are kept in memory.
 */
final class Trial {
  private static final int PIECE = 200;

  private final Jdbi jdbi;
  private final Matcher matcher;
  private final Progress progress;
  private final BooleanSupplier ended;
  private final Map<Long, UUID> ids = new HashMap<>();
  private final Map<Long, Long> persons = new HashMap<>();
  private final Map<Pair, Row> pairs = new TreeMap<>();
  private final Map<Long, List<Row>> byEnd = new HashMap<>();
  private final Map<Pair, Standing> decided = new HashMap<>();
  private long linksNow;

  /**
   * @param ended asked now and then: the work is given up
   */
  Trial(Jdbi jdbi, Matcher matcher, Progress progress, BooleanSupplier ended) {
    this.jdbi = jdbi;
    this.matcher = matcher;
    this.progress = progress;
    this.ended = ended;
  }

  ModelEffect run() throws SQLException {
    progress.say("comparing everybody by the new model");
    long last = 0;
    for (List<SourceRecordStore.Row> page = page(last); !page.isEmpty(); page = page(last)) {
      compare(page);
      last = page.get(page.size() - 1).rid();
      giveUpIfEnded();
      if (ids.size() % (PIECE * 50) < PIECE) {
        progress.say("compared " + ids.size() + " records");
      }
    }
    progress.say("working out persons of " + pairs.size() + " pairs");
    decisions();
    List<Standing> then = links();
    Map<Long, Long> after = new HashMap<>();
    for (Set<Long> person : PartitionStore.persons(ids, then)) {
      long eldest = new TreeSet<>(person).first();
      person.forEach(rid -> after.put(rid, eldest));
    }
    ids.keySet().forEach(rid -> after.putIfAbsent(rid, rid));
    long linksThen = then.stream().filter(one -> isAutomatic(one.kind())).count();
    Groups merges = new Groups(after, persons);
    Groups splits = new Groups(persons, after);
    long reviews = jdbi.withHandle(ReviewStore::countOpen);
    return new ModelEffect(
        ids.size(),
        linksNow,
        linksThen,
        reviews,
        reviews(after),
        merges.count(),
        splits.count(),
        merges.listed(),
        splits.listed());
  }

  private void giveUpIfEnded() {
    if (ended.getAsBoolean()) {
      throw new IllegalStateException("given up");
    }
  }

  private List<SourceRecordStore.Row> page(long after) throws SQLException {
    return jdbi.withHandle(handle -> new SourceRecordStore(handle).after(after, PIECE));
  }

  /** Each of a page with everybody later who shares a key. */
  private void compare(List<SourceRecordStore.Row> page) throws SQLException {
    Set<Long> keys = new TreeSet<>();
    Map<Long, Opened> opened = new HashMap<>();
    for (SourceRecordStore.Row row : page) {
      ids.put(row.rid(), row.id());
      persons.put(row.rid(), row.eldest());
      keys.addAll(row.blocks());
      opened.put(row.rid(), matcher.open(row.rid(), row.sealed()));
    }
    Map<Long, Set<Long>> others = new TreeMap<>();
    Set<Long> closed = new TreeSet<>();
    jdbi.useHandle(
        handle -> {
          Map<Long, List<Long>> members = new BlockStore(handle).membersNow(keys);
          for (SourceRecordStore.Row row : page) {
            Set<Long> met = new TreeSet<>();
            for (Long key : row.blocks()) {
              members.getOrDefault(key, List.of()).stream()
                  .filter(rid -> rid > row.rid())
                  .forEach(met::add);
            }
            others.put(row.rid(), met);
            closed.addAll(met);
          }
          closed.removeAll(opened.keySet());
          new SourceRecordStore(handle)
              .find(closed)
              .values()
              .forEach(row -> opened.put(row.rid(), matcher.open(row.rid(), row.sealed())));
        });
    Comparison comparison = matcher.comparison(opened.values());
    others.forEach(
        (rid, met) ->
            met.stream()
                .filter(opened::containsKey)
                .forEach(
                    other ->
                        comparison
                            .compare(rid, other, matcher.model().linkFrom())
                            .ifPresent(found -> keep(Row.of(Pair.of(rid, other), found)))));
  }

  private void keep(Row row) {
    pairs.put(row.pair(), row);
    byEnd.computeIfAbsent(row.pair().low(), none -> new ArrayList<>(1)).add(row);
    byEnd.computeIfAbsent(row.pair().high(), none -> new ArrayList<>(1)).add(row);
  }

  private static boolean isAutomatic(LinkKind kind) {
    return kind == LinkKind.PROBABLE || kind == LinkKind.SHARED_IDENTIFIER;
  }

  /** What people and sources have said stands under any model. */
  private void decisions() {
    List<Long> all = new ArrayList<>(new TreeSet<>(ids.keySet()));
    Set<Pair> automatic = new HashSet<>();
    for (int begin = 0; begin < all.size(); begin += PIECE * 10) {
      List<Long> piece = all.subList(begin, Math.min(all.size(), begin + PIECE * 10));
      jdbi.useHandle(
          (Handle handle) -> {
            for (Standing standing : LedgerStore.standing(handle, piece).values()) {
              if (isAutomatic(standing.kind())) {
                automatic.add(standing.pair());
              } else if (standing.links() || standing.kind() == LinkKind.APART) {
                decided.put(standing.pair(), standing);
              }
            }
          });
    }
    linksNow = automatic.size();
  }

  /** All links and decisions as they would stand. */
  private List<Standing> links() throws SQLException {
    Map<Pair, Standing> then = new TreeMap<>(decided);
    for (Pair pair : Surroundings.byIdentifier(pairs.values())) {
      then.putIfAbsent(pair, standing(LinkKind.SHARED_IDENTIFIER, pair));
    }
    Map<Long, List<Standing>> known = new HashMap<>();
    for (Standing standing : then.values()) {
      known.computeIfAbsent(standing.survivor(), none -> new ArrayList<>(1)).add(standing);
      known.computeIfAbsent(standing.retired(), none -> new ArrayList<>(1)).add(standing);
    }
    List<Long> ends = new ArrayList<>(new TreeSet<>(byEnd.keySet()));
    Set<Pair> clear = new TreeSet<>();
    for (int begin = 0; begin < ends.size(); begin += PIECE) {
      Set<Long> moved = new TreeSet<>(ends.subList(begin, Math.min(ends.size(), begin + PIECE)));
      clear.addAll(
          Surroundings.of(new InMemory(known), matcher.model().linkFrom(), moved).clear(moved));
      giveUpIfEnded();
    }
    clear.forEach(pair -> then.putIfAbsent(pair, standing(LinkKind.PROBABLE, pair)));
    return new ArrayList<>(then.values());
  }

  private static Standing standing(LinkKind kind, Pair pair) {
    return new Standing(0, kind, pair.low(), pair.high(), 0);
  }

  /** Pairs that a person would be asked about. */
  private long reviews(Map<Long, Long> after) {
    return pairs.values().stream()
        .filter(row -> row.verdict() != Verdict.LINK && row.verdict() != Verdict.NEAR)
        .filter(row -> !decided.containsKey(row.pair()))
        .filter(row -> !Objects.equals(after.get(row.pair().low()), after.get(row.pair().high())))
        .count();
  }

  private final class InMemory implements Surroundings.Known {
    private final Map<Long, List<Standing>> known;

    InMemory(Map<Long, List<Standing>> known) {
      this.known = known;
    }

    @Override
    public Map<Pair, Row> touching(Collection<Long> rids) {
      Map<Pair, Row> found = new TreeMap<>();
      for (Long rid : rids) {
        byEnd.getOrDefault(rid, List.of()).forEach(row -> found.put(row.pair(), row));
      }
      return found;
    }

    @Override
    public Collection<Standing> standing(Collection<Long> rids) {
      Set<Standing> found = new HashSet<>();
      rids.forEach(rid -> found.addAll(known.getOrDefault(rid, List.of())));
      return found;
    }

    @Override
    public Set<Long> notComparable(Collection<Long> rids) throws SQLException {
      return jdbi.withHandle(handle -> new SourceRecordStore(handle).notComparable(rids));
    }
  }

  /** Whose groups of one partition lie in several of another. */
  private final class Groups {
    private final List<List<UUID>> listed = new ArrayList<>();
    private int count;

    Groups(Map<Long, Long> wholes, Map<Long, Long> parts) {
      Map<Long, Map<Long, Long>> found = new TreeMap<>();
      wholes.forEach(
          (rid, whole) ->
              found
                  .computeIfAbsent(whole, none -> new TreeMap<>())
                  .merge(parts.getOrDefault(rid, rid), rid, Math::min));
      for (Map<Long, Long> one : found.values()) {
        if (one.size() > 1) {
          count++;
          if (listed.size() < ModelEffect.MOST_LISTED) {
            listed.add(one.values().stream().map(this::id).toList());
          }
        }
      }
    }

    private UUID id(@Nullable Long rid) {
      UUID id = ids.get(rid);
      if (id == null) {
        throw new IllegalStateException("a record without an id");
      }
      return id;
    }

    int count() {
      return count;
    }

    List<List<UUID>> listed() {
      return listed;
    }
  }
}
