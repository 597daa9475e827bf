package dev.trestle.orchestration.journal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Looks up what is known of entries by their sequence numbers. */
public final class EntryFactsStore {
  private static final String FACTS =
      """
      select w.seq, s.name, coalesce(j.received_at, o.received_at) as received_at,
             coalesce(j.type, '') as type, coalesce(j.bytes, 0) as bytes,
             coalesce(o.outcome, 0) as outcome, o.settled_at, o.effects,
             m.id as mapping_id, m.mapping, m.site, m.release, m.since
        from unnest(?::int8[]) as w(seq)
        left join journal j on j.retention = 0 and j.seq = w.seq
        left join outcome o on o.seq = w.seq
        join source s on s.id = coalesce(j.source, o.source)
        left join mapping_version m on m.id = o.mapping
      """;

  private final DataSource database;

  public EntryFactsStore(DataSource database) {
    this.database = database;
  }

  /** One entry. */
  public Optional<EntryFacts> find(long seq) {
    return Optional.ofNullable(find(List.of(seq)).get(seq));
  }

  /** Entries by their numbers, in order; those that never were are left out. */
  public NavigableMap<Long, EntryFacts> find(Collection<Long> seqs) {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(FACTS)) {
      query.setArray(1, connection.createArrayOf("bigint", seqs.toArray()));
      TreeMap<Long, EntryFacts> found = new TreeMap<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.put(row.getLong("seq"), read(row));
        }
      }
      return found;
    } catch (SQLException e) {
      throw SqlFailures.toProblem("Entries could not be read", e);
    }
  }

  private static EntryFacts read(ResultSet row) throws SQLException {
    int outcome = row.getInt("outcome");
    return new EntryFacts(
        row.getLong("seq"),
        row.getString("name"),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        row.getString("type"),
        row.getInt("bytes"),
        outcome == 0 ? Optional.empty() : Optional.of(Outcome.of(outcome)),
        instant(row, "settled_at"),
        mapping(row),
        effects(row.getArray("effects")));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static Optional<MappingVersion> mapping(ResultSet row) throws SQLException {
    int number = row.getInt("mapping_id");
    return number == 0
        ? Optional.empty()
        : Optional.of(
            new MappingVersion(
                number,
                row.getString("mapping"),
                row.getString("site"),
                row.getString("release"),
                instant(row, "since").orElse(Instant.EPOCH)));
  }

  private static List<EntryEffect> effects(@org.jspecify.annotations.Nullable Array column)
      throws SQLException {
    return column == null
        ? List.of()
        : Arrays.stream((Long[]) column.getArray()).map(EntryEffect::of).toList();
  }
}
