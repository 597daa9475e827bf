package dev.trestle.identity.link;

import dev.trestle.identity.link.LedgerStore.Standing;
import dev.trestle.identity.link.Partition.Edge;
import dev.trestle.identity.link.PersonChangeStore.Moved;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Columns {@code source_record.person} and {@code confirmed}: the partition of each {@link
 * LinkView}, kept so that "who else is this" is one indexed look-up. The only place that writes
 * them, and with them who went to another person, under the lock of {@code identity_head}.
 */
public final class PartitionStore {
  private static final String LOCK = "select one from identity_head for update";
  private static final String WITH_THEIR_PERSONS =
      """
      select rid, id, person, confirmed from source_record where rid = any (:rids)
      union
      select rid, id, person, confirmed from source_record
       where person in (select person from source_record where rid = any (:rids))
      """;
  private static final String MOVE =
      """
      update source_record r
         set person = w.person, confirmed = w.confirmed
        from unnest(cast(:rids as bigint[]), cast(:persons as bigint[]),
                    cast(:confirmed as bigint[])) as w(rid, person, confirmed)
       where r.rid = w.rid
      """;
  private static final String AGAIN =
      """
      insert into identity_again (rid) select unnest(cast(:rids as bigint[]))
      on conflict do nothing
      """;

  private PartitionStore() {}

  /** A record and the eldest of its person in each view, null when alone there. */
  private record Member(long rid, UUID id, @Nullable Long person, @Nullable Long confirmed) {
    long eldest(LinkView view) {
      Long eldest = view == LinkView.LINKED ? person : confirmed;
      return eldest == null ? rid : eldest;
    }
  }

  /**
   * What became of the persons of some records.
   *
   * @param records all that are connected with them by links, made or refused
   * @param refused pairs whose link stands but is not made
   */
  public record Regrouped(Set<Long> records, Set<Pair> refused) {}

  /** Holds the lock to the end of the transaction: one writer of the partition at a time. */
  public static void lock(Handle handle) {
    handle.createQuery(LOCK).mapTo(Boolean.class).one();
  }

  /**
   * Works out the persons of these records anew; whoever is in another company than before is
   * compared again.
   */
  public static Regrouped regroup(Handle handle, Collection<Long> rids) {
    Map<Pair, Standing> ledger = new HashMap<>();
    Map<Long, Member> members = connected(handle, rids, ledger);
    Partition partition = partition(members, ledger);
    write(handle, members.values(), partition);
    Set<Pair> refused = new HashSet<>();
    partition.refused().forEach(edge -> refused.add(edge.pair()));
    return new Regrouped(Set.copyOf(members.keySet()), refused);
  }

  /**
   * The persons that there would be, were a pair not the same: of everybody who is connected with
   * it now. Nothing is written, and nobody waits.
   */
  public static Set<Set<Long>> without(Handle handle, Pair pair) {
    Map<Pair, Standing> ledger = new HashMap<>();
    Map<Long, Member> members = connected(handle, List.of(pair.low(), pair.high()), ledger);
    ledger.put(pair, new Standing(0, LinkKind.APART, pair.low(), pair.high(), 0));
    Partition partition = partition(members, ledger);
    Set<Set<Long>> persons = new HashSet<>();
    members.keySet().forEach(rid -> persons.add(Set.copyOf(partition.group(rid))));
    return persons;
  }

  /**
   * The persons that these links and decisions make, of the records that are named in them.
   *
   * @param ids id of each record
   */
  public static List<Set<Long>> persons(Map<Long, UUID> ids, Collection<Standing> standings) {
    Map<Long, Long> roots = new HashMap<>();
    for (Standing standing : standings) {
      long first = root(roots, standing.survivor());
      long second = root(roots, standing.retired());
      if (standing.links() && first != second) {
        roots.put(Math.max(first, second), Math.min(first, second));
      }
    }
    // Together are only those who are connected: each is worked out with its own decisions.
    Map<Long, Map<Long, Member>> members = new TreeMap<>();
    Map<Long, Map<Pair, Standing>> ledgers = new HashMap<>();
    for (Standing standing : standings) {
      for (long end : List.of(standing.survivor(), standing.retired())) {
        long root = root(roots, end);
        UUID id = ids.get(end);
        if (id != null) {
          members
              .computeIfAbsent(root, none -> new HashMap<>())
              .put(end, new Member(end, id, null, null));
          ledgers.computeIfAbsent(root, none -> new HashMap<>()).put(standing.pair(), standing);
        }
      }
    }
    List<Set<Long>> persons = new ArrayList<>();
    members.forEach(
        (root, ofOne) -> {
          Partition partition = partition(ofOne, ledgers.getOrDefault(root, Map.of()));
          Set<Set<Long>> groups = new HashSet<>();
          ofOne.keySet().forEach(rid -> groups.add(Set.copyOf(partition.group(rid))));
          persons.addAll(groups);
        });
    return persons;
  }

  private static long root(Map<Long, Long> roots, long rid) {
    long root = rid;
    for (Long up = roots.get(root); up != null; up = roots.get(root)) {
      root = up;
    }
    long at = rid;
    for (Long up = roots.get(at); up != null; up = roots.get(at)) {
      roots.put(at, root);
      at = up;
    }
    return root;
  }

  private static Partition partition(Map<Long, Member> members, Map<Pair, Standing> ledger) {
    List<Edge> edges = new ArrayList<>();
    Set<Pair> apart = new HashSet<>();
    for (Standing standing : ledger.values()) {
      Member first = members.get(standing.survivor());
      Member second = members.get(standing.retired());
      if (standing.kind() == LinkKind.APART) {
        apart.add(standing.pair());
      } else if (standing.links() && first != null && second != null) {
        edges.add(new Edge(standing.kind(), first.rid(), first.id(), second.rid(), second.id()));
      }
    }
    return Partition.of(members.keySet(), edges, apart);
  }

  /** Everybody who can be reached, by links or by being one person until now. */
  private static Map<Long, Member> connected(
      Handle handle, Collection<Long> rids, Map<Pair, Standing> ledger) {
    Map<Long, Member> members = new HashMap<>();
    Set<Long> asked = new HashSet<>();
    Set<Long> fresh = new TreeSet<>(rids);
    while (!fresh.isEmpty()) {
      asked.addAll(fresh);
      load(handle, fresh).forEach(member -> members.put(member.rid(), member));
      Set<Long> found = new TreeSet<>(members.keySet());
      Set<Long> unread = new TreeSet<>(fresh);
      members.keySet().stream().filter(rid -> !asked.contains(rid)).forEach(unread::add);
      for (Standing standing : LedgerStore.standing(handle, unread).values()) {
        ledger.put(standing.pair(), standing);
        if (standing.links()) {
          found.add(standing.survivor());
          found.add(standing.retired());
        }
      }
      asked.addAll(unread);
      found.removeAll(asked);
      fresh = found;
    }
    return members;
  }

  private static List<Member> load(Handle handle, Collection<Long> rids) {
    return handle
        .createQuery(WITH_THEIR_PERSONS)
        .bindArray("rids", Long.class, rids.toArray())
        .map(
            (row, context) ->
                new Member(
                    row.getLong("rid"),
                    row.getObject("id", UUID.class),
                    row.getObject("person", Long.class),
                    row.getObject("confirmed", Long.class)))
        .list();
  }

  /** Nothing for records that are of the same persons as before. */
  private static void write(Handle handle, Collection<Member> members, Partition linked) {
    Partition confirmed = linked.confirmed();
    Map<Long, Set<Long>> before = companies(members, LinkView.LINKED);
    List<Member> written = new ArrayList<>();
    Set<Long> again = new TreeSet<>();
    for (Member member : members) {
      Set<Long> group = linked.group(member.rid());
      Long person = eldest(group);
      Long sure = eldest(confirmed.group(member.rid()));
      if (!Objects.equals(person, member.person()) || !Objects.equals(sure, member.confirmed())) {
        written.add(new Member(member.rid(), member.id(), person, sure));
      }
      if (!group.equals(before.get(member.eldest(LinkView.LINKED)))) {
        again.add(member.rid());
      }
    }
    move(handle, written);
    List<Moved> moved = new ArrayList<>(moved(members, LinkView.LINKED, linked));
    moved.addAll(moved(members, LinkView.CONFIRMED, confirmed));
    PersonChangeStore.add(handle, moved);
    again(handle, again);
  }

  private static @Nullable Long eldest(Set<Long> group) {
    return group.size() > 1 ? Collections.min(group) : null;
  }

  /** Who was one person with whom before, by the eldest. */
  private static Map<Long, Set<Long>> companies(Collection<Member> members, LinkView view) {
    Map<Long, Set<Long>> companies = new HashMap<>();
    members.forEach(
        member ->
            companies
                .computeIfAbsent(member.eldest(view), none -> new TreeSet<>())
                .add(member.rid()));
    return companies;
  }

  /** Those who go to another person. */
  private static List<Moved> moved(Collection<Member> members, LinkView view, Partition present) {
    Map<Long, Set<Long>> before = companies(members, view);
    List<Moved> moved = new ArrayList<>();
    for (Member member : members) {
      long former = member.eldest(view);
      Set<Long> group = present.group(member.rid());
      long eldest = Collections.min(group);
      if (eldest != former) {
        boolean parted = !group.containsAll(before.getOrDefault(former, Set.of()));
        moved.add(new Moved(view, member.rid(), former, eldest, parted));
      }
    }
    return moved;
  }

  private static void move(Handle handle, List<Member> members) {
    if (!members.isEmpty()) {
      handle
          .createUpdate(MOVE)
          .bindArray("rids", Long.class, members.stream().map(Member::rid).toArray())
          .bindArray("persons", Long.class, members.stream().map(Member::person).toArray())
          .bindArray("confirmed", Long.class, members.stream().map(Member::confirmed).toArray())
          .execute();
    }
  }

  /** Has records compared again by the resolver. */
  public static void again(Handle handle, Collection<Long> rids) {
    if (!rids.isEmpty()) {
      handle.createUpdate(AGAIN).bindArray("rids", Long.class, rids.toArray()).execute();
    }
  }
}
