package dev.trestle.identity;

import dev.trestle.identity.link.Link;
import dev.trestle.identity.link.LinkKind;
import dev.trestle.identity.link.LinkStore;
import dev.trestle.identity.link.LinkView;
import dev.trestle.identity.link.Pair;
import dev.trestle.identity.link.PersonChangeStore;
import dev.trestle.identity.link.PersonStore;
import dev.trestle.identity.match.AuthoritySystems;
import dev.trestle.identity.model.LinkModel;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.resolve.Resolver;
import dev.trestle.identity.review.Decisions;
import dev.trestle.identity.review.KnownPairs;
import dev.trestle.identity.review.Review;
import dev.trestle.kernel.record.PatientChanges;
import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.record.RecordApplier.Applied;
import dev.trestle.kernel.record.RecordApplier.Entry;
import dev.trestle.kernel.record.RecordApplier.PatientMerge;
import dev.trestle.kernel.record.RecordApplier.PatientNames;
import dev.trestle.kernel.record.RecordApplier.Verdict;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.statement.Accounting;
import dev.trestle.kernel.statement.Merge;
import dev.trestle.kernel.statement.Statement;
import dev.trestle.kernel.statement.Translation;
import dev.trestle.postgres.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Identity alone, on a real PostgreSQL: Patients arrive in memory instead of from the records
 * module. A name stands for a Patient, whatever internal number it got.
 */
public final class Arrivals implements AutoCloseable, PatientChanges {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  public static final String SHARED = "urn:oid:2.16.840.1.113883.3.9";

  /** Emptied between the cases of a property. */
  private static final String EMPTY =
      """
      truncate link_decision, source_record, identity_block, identity_full_block, identity_again,
               match_review, review_answer, known_pair, identity_pair, alias_decision, retired_use,
               person_change restart identity;
      update identity_head set last_updated = 0, merge_id = 0, method = ''
      """;

  private final TestDatabase database = TestDatabase.create();
  private final Sealer sealer = Sealer.inMemory();
  private final Map<String, Long> rids = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();
  private final ConcurrentSkipListMap<Long, PatientVersion> versions =
      new ConcurrentSkipListMap<>();
  private final AuthoritySystems authorities =
      new AuthoritySystems(
          new TreeSet<>(Set.of(SHARED)),
          new TreeMap<>(Map.of("urn:a", "a", "urn:b", "b", "urn:c", "c", "urn:d", "d")));
  private volatile LinkModel model = LinkModelResource.standard();
  public final LinkStore links = new LinkStore(database.dataSource(), sealer);
  public final PersonStore persons = new PersonStore(database.dataSource());
  public final Resolver resolver = anotherProcess();
  private volatile boolean twoPersons;
  public final Decisions decisions =
      new Decisions(database.dataSource(), sealer, links, () -> twoPersons, () -> {});
  public final KnownPairs known = new KnownPairs(database.dataSource(), sealer);
  private long seq;
  private long clock;

  @Override
  public List<PatientVersion> after(long lastUpdatedMicros, int limit) {
    return versions.tailMap(lastUpdatedMicros, false).values().stream().limit(limit).toList();
  }

  public void clear() throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute(EMPTY);
    }
    rids.clear();
    names.clear();
    versions.clear();
    seq = 0;
    clock = 0;
  }

  /** A resolver that knows nothing but the database. */
  public Resolver anotherProcess() {
    return anotherProcess(this);
  }

  /** The same, following these. */
  public Resolver anotherProcess(PatientChanges patients) {
    return new Resolver(
        database.dataSource(),
        patients,
        () -> authorities,
        () -> model,
        Keyring.fixedForOfflineUse(),
        sealer,
        () -> false);
  }

  /** Another model is in use from the next round on. */
  public void use(LinkModel other) {
    model = other;
  }

  /** Whether a link by a person's word needs a second one from now on. */
  public void needTwoPersons(boolean needed) {
    twoPersons = needed;
  }

  public TestDatabase database() {
    return database;
  }

  /** A Patient's first or a further version. */
  public long arrive(String name, ObjectNode patient) {
    long rid = rids.computeIfAbsent(name, fresh -> (long) rids.size() + 1);
    names.put(rid, name);
    versions.values().removeIf(version -> version.rid() == rid);
    clock++;
    seq++;
    versions.put(clock, new PatientVersion(rid, id(name), clock, seq, patient));
    return rid;
  }

  public static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** Whose id it is. */
  public String name(UUID id) {
    return rids.keySet().stream().filter(name -> id(name).equals(id)).findFirst().orElseThrow();
  }

  public long rid(String name) {
    Long rid = rids.get(name);
    if (rid == null) {
      throw new IllegalArgumentException(name);
    }
    return rid;
  }

  public boolean knows(String name) {
    return rids.containsKey(name);
  }

  public static ObjectNode patient(String json) {
    return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
  }

  /** A merge by a source, applied and committed. */
  public Applied merge(String survivor, String retired) throws SQLException {
    return apply(
        message(List.of(), List.of(new PatientMerge(rid(survivor), rid(retired), ++clock))), true);
  }

  /** What a source says of two Patients, at a time of its own. */
  public Applied says(Merge.Word word, String first, String second, long timeMicros)
      throws SQLException {
    PatientMerge merge = new PatientMerge(rid(first), rid(second), timeMicros, word);
    return apply(message(List.of(), List.of(merge)), timeMicros, true);
  }

  /** A message about Patients, with the hashes of their names; the first of each is its own. */
  public Applied message(List<PatientNames> patients, List<PatientMerge> merges)
      throws SQLException {
    return new Applied(
        ++seq, Verdict.UNCHANGED, 0, 0, List.of(), null, List.of(), List.of(), merges, patients);
  }

  public Applied apply(Applied effect, boolean commit) throws SQLException {
    return apply(effect, ++clock, commit);
  }

  public Applied apply(Applied effect, long timeMicros, boolean commit) throws SQLException {
    RecordApplier records = (transaction, entries, now) -> List.of(effect);
    Translation translation =
        new Translation(
            Translation.Result.TRANSLATED,
            "",
            List.of(),
            List.of(new Statement(0, 10, timeMicros, List.of(), List.of())),
            List.of(),
            List.of(),
            List.of(),
            new Accounting(0, 0, 0, 0, 0));
    Entry entry = new Entry(effect.seq(), effect.seq(), SourceName.parse("mercy/adt"), translation);
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Applied applied =
          links.linking(records, () -> {}).apply(connection, List.of(entry), Instant.EPOCH).get(0);
      if (commit) {
        connection.commit();
      } else {
        connection.rollback();
      }
      return applied;
    }
  }

  public void apart(String first, String second) {
    if (!first.equals(second)) {
      decisions.apart(rid(first), rid(second), "stella", "two people");
    }
  }

  /** Who is one person with whom, by names; everybody once. */
  public Set<Set<String>> people() {
    return people(LinkView.LINKED);
  }

  /** The same in a view. */
  public Set<Set<String>> people(LinkView view) {
    Set<Set<String>> people = new java.util.HashSet<>();
    for (Long rid : rids.values()) {
      people.add(names(view == LinkView.LINKED ? links.with(rid) : links.confirmed(rid)));
    }
    return people;
  }

  public Set<String> company(String name) {
    return names(links.with(rid(name)));
  }

  private Set<String> names(Set<Long> company) {
    Set<String> known = new TreeSet<>();
    company.forEach(rid -> known.add(named(rid)));
    return known;
  }

  /**
   * Who is one person by links that are made and that more than probability says, one by one: not
   * by what is kept of it.
   */
  public Set<Set<String>> peopleByConfirmedLinks() {
    Map<Long, Set<Long>> groups = new HashMap<>();
    rids.values().forEach(rid -> groups.put(rid, new TreeSet<>(Set.of(rid))));
    for (long below = Long.MAX_VALUE; below > 0; ) {
      List<Link> page = links.links(below);
      for (Link link : page) {
        if (link.made() && link.kind() != LinkKind.PROBABLE) {
          Set<Long> all = new TreeSet<>(groups.getOrDefault(link.survivorRid(), Set.of()));
          all.addAll(groups.getOrDefault(link.retiredRid(), Set.of()));
          all.forEach(rid -> groups.put(rid, all));
        }
      }
      below = page.isEmpty() ? 0 : page.get(page.size() - 1).id();
    }
    Set<Set<String>> people = new java.util.HashSet<>();
    groups.values().forEach(group -> people.add(names(group)));
    return people;
  }

  /** Who is who for somebody who knows nothing but what changed, from the beginning. */
  public Set<Set<String>> peopleByChanges(LinkView view) {
    Map<String, String> persons = new TreeMap<>();
    rids.values().forEach(rid -> persons.put(named(rid), named(rid)));
    PersonChangeStore changes = new PersonChangeStore(database.dataSource());
    Map<UUID, String> known = new HashMap<>();
    persons.keySet().forEach(name -> known.put(id(name), name));
    for (PersonChangeStore.Change change : changes.after(view, 0, 10_000)) {
      String record = named(change.rid());
      if (!String.valueOf(known.get(change.from())).equals(persons.get(record))) {
        throw new AssertionError("a change from another person than the record was of");
      }
      persons.put(record, String.valueOf(known.get(change.to())));
    }
    Map<String, Set<String>> people = new TreeMap<>();
    persons.forEach(
        (record, person) -> people.computeIfAbsent(person, none -> new TreeSet<>()).add(record));
    people.forEach(
        (person, records) -> {
          String eldest = Collections.min(records, Comparator.comparing(this::rid));
          if (!person.equals(eldest)) {
            throw new AssertionError(person + " is not the eldest of its person, " + eldest);
          }
        });
    return Set.copyOf(people.values());
  }

  private String named(long rid) {
    return String.valueOf(names.get(rid));
  }

  /** All pages. */
  private List<Review> open() {
    List<Review> all = new ArrayList<>();
    List<Review> page = decisions.open(0, "nobody");
    while (!page.isEmpty()) {
      all.addAll(page);
      page = decisions.open(page.get(page.size() - 1).id(), "nobody");
    }
    return all;
  }

  /** Open reviews as texts that do not depend on numbers. */
  public List<String> reviews() {
    List<String> texts = new ArrayList<>();
    for (Review review : open()) {
      texts.add(
          review.kind().id()
              + " "
              + String.join("+", pair(review.pair()))
              + " "
              + review.posterior()
              + (review.deferred() ? " deferred" : ""));
    }
    texts.sort(Comparator.naturalOrder());
    return texts;
  }

  public List<String> reviewedPairs() {
    return open().stream().map(review -> String.join("+", pair(review.pair()))).sorted().toList();
  }

  public Review review(String first, String second) {
    List<String> wanted = Arrays.asList(first, second);
    wanted.sort(Comparator.naturalOrder());
    return open().stream()
        .filter(review -> pair(review.pair()).equals(wanted))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no review of " + wanted));
  }

  private List<String> pair(Pair pair) {
    List<String> both =
        new ArrayList<>(
            List.of(String.valueOf(names.get(pair.low())), String.valueOf(names.get(pair.high()))));
    both.sort(Comparator.naturalOrder());
    return both;
  }

  /** Links that stand, by names. */
  public List<String> linksMade() {
    List<String> texts = new ArrayList<>();
    for (Link link : links.links(Long.MAX_VALUE)) {
      if (link.made()) {
        texts.add(
            link.kind()
                + " "
                + String.join("+", pair(Pair.of(link.survivorRid(), link.retiredRid()))));
      }
    }
    texts.sort(Comparator.naturalOrder());
    return texts;
  }

  public Link link(String first, String second) {
    Pair wanted = Pair.of(rid(first), rid(second));
    return links.links(Long.MAX_VALUE).stream()
        .filter(link -> Pair.of(link.survivorRid(), link.retiredRid()).equals(wanted))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no link of " + first + " and " + second));
  }

  @Override
  public void close() {
    database.close();
  }
}
