package dev.trestle.identity.link;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Table {@code link_decision}: appended, never changed. Each call within the caller's handle. */
public final class LedgerStore {
  private static final String TOUCHING =
      """
      select id, kind, survivor, retired, coalesce(time_micros, 0) as time from link_decision
       where (survivor = any (:rids) or retired = any (:rids)) and kind <> 6
       order by id
      """;
  private static final String AUTOMATIC =
      """
      select kind, survivor, retired from link_decision
       where (survivor = any (:rids) or retired = any (:rids)) and kind in (4, 5, 7)
       order by id
      """;
  private static final String WORDS =
      """
      select distinct on (least(survivor, retired), greatest(survivor, retired))
             kind, survivor, retired, household
        from link_decision where kind in (2, 3)
       order by least(survivor, retired), greatest(survivor, retired), id desc
      """;
  private static final String RELATIVES =
      """
      select survivor, retired from (
        select distinct on (least(survivor, retired), greatest(survivor, retired))
               survivor, retired, household
          from link_decision
         where kind in (2, 3) and (survivor = any (:rids) or retired = any (:rids))
         order by least(survivor, retired), greatest(survivor, retired), id desc) last
       where household
      """;
  private static final String MERGES =
      """
      select id, kind, survivor, retired from link_decision
       where kind in (1, 8, 9) and id > :after order by id limit :limit
      """;
  private static final String EVIDENCE =
      """
      select id, survivor, retired, evidence, coalesce(nearest_rid, 0) as nearest_rid, nearest_same
        from link_decision
       where id = any (:ids) and evidence is not null
      """;
  private static final String APPEND =
      """
      insert into link_decision
             (kind, survivor, retired, actor, reason, model, evidence, note, household,
              nearest_rid, nearest_same)
      values (:kind, :survivor, :retired, :actor, :reason, :model, :evidence, :note, :household,
              nullif(:nearest, 0), :same)
      """;

  private LedgerStore() {}

  /**
   * The row that stands for a pair.
   *
   * @param timeMicros statement time of what a source said, else 0
   */
  public record Standing(long id, LinkKind kind, long survivor, long retired, long timeMicros) {
    /** The later word of a source by its own time; of equal times what takes back. */
    static final Comparator<Standing> SOURCES =
        Comparator.comparingLong(Standing::timeMicros)
            .thenComparing(one -> one.kind().number())
            .thenComparingLong(Standing::id);

    public Pair pair() {
      return Pair.of(survivor, retired);
    }

    /** Whether the pair is linked. */
    public boolean links() {
      return kind.links();
    }
  }

  /**
   * What is decided about two records.
   *
   * @param actor person, or {@code resolver}
   * @param reason a fixed text without patient data
   * @param model version of the model, or null
   * @param evidence sealed for the pair, or null
   * @param note sealed free text, or null
   * @param household with {@link LinkKind#APART}: the two are of one household
   */
  public record Decision(
      LinkKind kind,
      long survivor,
      long retired,
      String actor,
      String reason,
      @Nullable String model,
      byte @Nullable [] evidence,
      byte @Nullable [] note,
      boolean household) {}

  /**
   * What stands for each pair with at least one of these records: a person's last word, else the
   * last word of a source unless it takes back, else what was found.
   */
  public static Map<Pair, Standing> standing(Handle handle, Collection<Long> rids) {
    Map<Pair, List<Standing>> rows = new HashMap<>();
    handle
        .createQuery(TOUCHING)
        .bindArray("rids", Long.class, rids.toArray())
        .map((row, context) -> standing(row))
        .forEach(row -> rows.computeIfAbsent(row.pair(), fresh -> new ArrayList<>(1)).add(row));
    Map<Pair, Standing> standing = new HashMap<>();
    rows.forEach((pair, all) -> stands(all).ifPresent(one -> standing.put(pair, one)));
    return standing;
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(
        row.getLong("id"),
        LinkKind.of(row.getInt("kind")),
        row.getLong("survivor"),
        row.getLong("retired"),
        row.getLong("time"));
  }

  /** Of the rows of one pair in their order. */
  private static Optional<Standing> stands(List<Standing> rows) {
    Standing person = null;
    Standing source = null;
    Standing found = null;
    for (Standing row : rows) {
      if (row.kind().isOfSource()) {
        source = source == null || Standing.SOURCES.compare(row, source) > 0 ? row : source;
      } else if (row.kind().rank() == 0) {
        person = row;
      } else {
        found = row;
      }
    }
    if (person != null) {
      return Optional.of(person);
    }
    return Optional.ofNullable(source != null && source.links() ? source : found);
  }

  /** How pairs with at least one of these records are linked automatically at present. */
  public static Map<Pair, LinkKind> automatic(Handle handle, Collection<Long> rids) {
    Map<Pair, LinkKind> linked = new HashMap<>();
    handle
        .createQuery(AUTOMATIC)
        .bindArray("rids", Long.class, rids.toArray())
        .map(
            (row, context) ->
                new Standing(
                    0,
                    LinkKind.of(row.getInt("kind")),
                    row.getLong("survivor"),
                    row.getLong("retired"),
                    0))
        .forEach(
            row -> {
              if (row.links()) {
                linked.put(row.pair(), row.kind());
              } else {
                linked.remove(row.pair());
              }
            });
    return linked;
  }

  /**
   * A person's last word on two records.
   *
   * @param same whether they are one person
   * @param household whether they are two of one household
   */
  public record Word(long survivor, long retired, boolean same, boolean household) {}

  /** Each person's last word on a pair: the same, or not. */
  public static List<Word> words(Handle handle) {
    return handle
        .createQuery(WORDS)
        .map(
            (row, context) ->
                new Word(
                    row.getLong("survivor"),
                    row.getLong("retired"),
                    LinkKind.of(row.getInt("kind")) == LinkKind.TOGETHER,
                    row.getBoolean("household")))
        .list();
  }

  /** Records of whom a person said that they are of one household with one of these. */
  public static Set<Long> relatives(Handle handle, Collection<Long> rids) {
    Set<Long> relatives = new TreeSet<>();
    handle
        .createQuery(RELATIVES)
        .bindArray("rids", Long.class, rids.toArray())
        .map((row, context) -> List.of(row.getLong("survivor"), row.getLong("retired")))
        .forEach(relatives::addAll);
    relatives.removeAll(rids);
    return relatives;
  }

  /**
   * What sources said of two records after a number, in order of their commits: one committer
   * writes them.
   */
  public static List<Standing> mergesAfter(Handle handle, long after, int limit) {
    return handle
        .createQuery(MERGES)
        .bind("after", after)
        .bind("limit", limit)
        .map(
            (row, context) ->
                new Standing(
                    row.getLong("id"),
                    LinkKind.of(row.getInt("kind")),
                    row.getLong("survivor"),
                    row.getLong("retired"),
                    0))
        .list();
  }

  /**
   * What was compared when a decision was taken.
   *
   * @param sealed for the pair
   * @param nearest who else came nearest; null when it was not kept
   */
  public record Evidence(long id, Pair pair, byte[] sealed, @Nullable Nearest nearest) {}

  /** The evidence of these decisions, where there was any. */
  public static List<Evidence> evidence(Handle handle, Collection<Long> ids) {
    return handle
        .createQuery(EVIDENCE)
        .bindArray("ids", Long.class, ids.toArray())
        .map(
            (row, context) ->
                new Evidence(
                    row.getLong("id"),
                    Pair.of(row.getLong("survivor"), row.getLong("retired")),
                    row.getBytes("evidence"),
                    row.getObject("nearest_same") == null
                        ? null
                        : new Nearest(row.getLong("nearest_rid"), row.getDouble("nearest_same"))))
        .list();
  }

  /** Appends decisions that are taken together, each with who else came nearest. */
  public static void append(Handle handle, List<Decision> decisions) {
    if (decisions.isEmpty()) {
      return;
    }
    Map<Pair, Nearest> nearest = NearestStore.of(handle, decisions);
    for (Decision decision : decisions) {
      Nearest other =
          nearest.getOrDefault(Pair.of(decision.survivor(), decision.retired()), Nearest.NOBODY);
      handle
          .createUpdate(APPEND)
          .bind("kind", decision.kind().number())
          .bind("survivor", decision.survivor())
          .bind("retired", decision.retired())
          .bind("actor", decision.actor())
          .bind("reason", decision.reason())
          .bind("model", decision.model())
          .bind("evidence", decision.evidence())
          .bind("note", decision.note())
          .bind("household", decision.household())
          .bind("nearest", other.rid())
          .bind("same", other.same())
          .execute();
    }
  }
}
