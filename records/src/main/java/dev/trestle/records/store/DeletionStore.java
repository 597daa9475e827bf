package dev.trestle.records.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tables {@code deletion_count} and {@code deletion_pause}. */
public final class DeletionStore extends SqlStore {
  /** How far back "usual" looks; older counts are deleted. */
  private static final int USUAL_DAYS = 7;

  private static final String COUNT =
      """
      insert into deletion_count (source, element, hour, deletions) values (?, ?, ?, ?)
      on conflict (source, element, hour)
        do update set deletions = deletion_count.deletions + excluded.deletions
      returning deletions
      """;
  private static final String FORGET =
      "delete from deletion_count where source = ? and element = ? and hour < ?";
  private static final String USUAL =
      """
      select coalesce(sum(deletions), 0),
             coalesce(extract(epoch from ? - min(hour)) / 3600, 0)
        from deletion_count where source = ? and element = ? and hour < ?
      """;
  private static final String HOLD =
      """
      update deletion_pause set held = held + ?
       where source = ? and element = ? and allowed_at is null
      """;
  private static final String PAUSE =
      """
      insert into deletion_pause (source, element, paused_at, deletions, held)
      values (?, ?, ?, ?, ?)
      """;
  private static final String ALLOWED =
      "select 1 from deletion_pause where source = ? and element = ? and allowed_at >= ? limit 1";
  private static final String ALLOW =
      """
      update deletion_pause set allowed_at = ?, allowed_by = ?, reason = ?
       where source = ? and element = ? and allowed_at is null
      """;
  private static final String PAUSES =
      """
      select source, element, paused_at, deletions, held
        from deletion_pause where allowed_at is null order by id
      """;

  public DeletionStore(Connection transaction) {
    super(transaction);
  }

  /**
   * An element that a source speaks about.
   *
   * @param source {@code health-system/feed}
   * @param element FHIR type and element, {@code Patient.telecom}
   */
  public record Field(String source, String element) implements Comparable<Field> {
    private static final Comparator<Field> ORDER =
        Comparator.comparing(Field::source).thenComparing(Field::element);

    @Override
    public int compareTo(Field other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * An open pause.
   *
   * @param deletions in the hour in which it began
   * @param held deletions that were not carried out since
   */
  public record Pause(Field field, Instant since, int deletions, long held) {}

  /** Adds to the count of this hour; returns what it comes to. */
  public int count(Field field, int deletions, Instant now) throws SQLException {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    try (PreparedStatement forget = prepare(FORGET)) {
      forget.setString(1, field.source());
      forget.setString(2, field.element());
      forget.setTimestamp(3, Timestamp.from(hour.minus(USUAL_DAYS, ChronoUnit.DAYS)));
      forget.executeUpdate();
    }
    try (PreparedStatement statement = prepare(COUNT)) {
      statement.setString(1, field.source());
      statement.setString(2, field.element());
      statement.setTimestamp(3, Timestamp.from(hour));
      statement.setInt(4, deletions);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** Deletions an hour on average before this hour; 0 when there were none. */
  public double usualInAnHour(Field field, Instant now) throws SQLException {
    Timestamp hour = Timestamp.from(now.truncatedTo(ChronoUnit.HOURS));
    try (PreparedStatement statement = prepare(USUAL)) {
      statement.setTimestamp(1, hour);
      statement.setString(2, field.source());
      statement.setString(3, field.element());
      statement.setTimestamp(4, hour);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        double hours = row.getDouble(2);
        return hours <= 0 ? 0 : row.getLong(1) / hours;
      }
    }
  }

  /** Counts deletions as held back if the field is paused; returns whether it is. */
  public boolean hold(Field field, int deletions) throws SQLException {
    try (PreparedStatement statement = prepare(HOLD)) {
      statement.setInt(1, deletions);
      statement.setString(2, field.source());
      statement.setString(3, field.element());
      return statement.executeUpdate() > 0;
    }
  }

  public void pause(Field field, int inThisHour, int held, Instant now) throws SQLException {
    try (PreparedStatement statement = prepare(PAUSE)) {
      statement.setString(1, field.source());
      statement.setString(2, field.element());
      statement.setTimestamp(3, Timestamp.from(now));
      statement.setInt(4, inThisHour);
      statement.setInt(5, held);
      statement.executeUpdate();
    }
  }

  public boolean wasAllowedSince(Field field, Instant since) throws SQLException {
    try (PreparedStatement statement = prepare(ALLOWED)) {
      statement.setString(1, field.source());
      statement.setString(2, field.element());
      statement.setTimestamp(3, Timestamp.from(since));
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Ends a pause; false when there is none. */
  public boolean allow(Field field, String actor, String reason, Instant now) throws SQLException {
    try (PreparedStatement statement = prepare(ALLOW)) {
      statement.setTimestamp(1, Timestamp.from(now));
      statement.setString(2, actor);
      statement.setString(3, reason);
      statement.setString(4, field.source());
      statement.setString(5, field.element());
      return statement.executeUpdate() > 0;
    }
  }

  /** The open pauses, oldest first. */
  public List<Pause> pauses() throws SQLException {
    List<Pause> pauses = new ArrayList<>();
    try (PreparedStatement statement = prepare(PAUSES);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        pauses.add(
            new Pause(
                new Field(rows.getString(1), rows.getString(2)),
                rows.getTimestamp(3).toInstant(),
                rows.getInt(4),
                rows.getLong(5)));
      }
    }
    return pauses;
  }
}
