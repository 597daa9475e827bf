package dev.trestle.app.security;

import dev.trestle.orchestration.journal.SqlFailures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Table {@code console_user}. */
final class UserStore {
  private static final String COLUMNS =
      "select name, hash, roles, created_at, changed_at, disabled_at, failed, failed_at"
          + " from console_user";
  private static final String ADD =
      """
      insert into console_user (name, hash, roles, created_at, changed_at)
      values (:name, :hash, :roles, :now, :now) on conflict do nothing
      """;
  private static final String ADD_FIRST =
      """
      insert into console_user (name, hash, roles, created_at, changed_at)
      select :name, :hash, :roles, :now, :now where not exists (select from console_user)
      on conflict do nothing
      """;
  private static final String SET_PASSWORD =
      """
      update console_user set hash = :hash, failed = 0, failed_at = null, changed_at = :now
       where name = :name
      """;
  private static final String SET_ROLES =
      "update console_user set roles = :roles, changed_at = :now where name = :name";
  private static final String DISABLE =
      "update console_user set disabled_at = :now, changed_at = :now where name = :name";
  private static final String ENABLE =
      """
      update console_user set disabled_at = null, failed = 0, failed_at = null, changed_at = :now
       where name = :name
      """;
  private static final String FAILED =
      "update console_user set failed = failed + 1, failed_at = :now where name = :name";
  private static final String RIGHT =
      "update console_user set failed = 0, failed_at = null where name = :name and failed > 0";

  private final Jdbi jdbi;
  private final Clock clock;

  UserStore(DataSource database, Clock clock) {
    this.jdbi = Jdbi.create(database);
    this.clock = clock;
  }

  /**
   * A stored person.
   *
   * @param hash of the password
   * @param failed wrong passwords since the last right one
   * @param failedAt the last of them
   */
  record Stored(User user, String hash, int failed, Optional<Instant> failedAt) {
    @Override
    public String toString() {
      return "Stored[" + user.name() + "]";
    }
  }

  Optional<Stored> find(String name) {
    return with(
        handle ->
            handle
                .createQuery(COLUMNS + " where name = :name")
                .bind("name", name)
                .map((row, context) -> stored(row))
                .findOne());
  }

  List<User> all() {
    return with(
        handle ->
            handle
                .createQuery(COLUMNS + " order by name")
                .map((row, context) -> stored(row).user())
                .list());
  }

  /** By name, from this one on. */
  List<User> from(String name, int limit) {
    return with(
        handle ->
            handle
                .createQuery(COLUMNS + " where name >= :name order by name limit :limit")
                .bind("name", name)
                .bind("limit", limit)
                .map((row, context) -> stored(row).user())
                .list());
  }

  boolean add(String name, String hash, List<Role> roles) {
    return insert(ADD, name, hash, roles);
  }

  /** Adds the very first person; false when there is one. */
  boolean addFirst(String name, String hash, List<Role> roles) {
    return insert(ADD_FIRST, name, hash, roles);
  }

  private boolean insert(String sql, String name, String hash, List<Role> roles) {
    return with(
        handle ->
            handle
                    .createUpdate(sql)
                    .bind("name", name)
                    .bind("hash", hash)
                    .bind("roles", text(roles))
                    .bind("now", now())
                    .execute()
                > 0);
  }

  boolean password(String name, String hash) {
    return with(
        handle ->
            handle
                    .createUpdate(SET_PASSWORD)
                    .bind("name", name)
                    .bind("hash", hash)
                    .bind("now", now())
                    .execute()
                > 0);
  }

  boolean roles(String name, List<Role> roles) {
    return with(
        handle ->
            handle
                    .createUpdate(SET_ROLES)
                    .bind("name", name)
                    .bind("roles", text(roles))
                    .bind("now", now())
                    .execute()
                > 0);
  }

  boolean enabled(String name, boolean enabled) {
    return update(enabled ? ENABLE : DISABLE, name);
  }

  void failed(String name) {
    update(FAILED, name);
  }

  void right(String name) {
    with(handle -> handle.createUpdate(RIGHT).bind("name", name).execute());
  }

  private boolean update(String sql, String name) {
    return with(
        handle -> handle.createUpdate(sql).bind("name", name).bind("now", now()).execute() > 0);
  }

  private <T> T with(Function<Handle, T> work) {
    return SqlFailures.guarded(
        "The people of the console could not be read or changed",
        () -> jdbi.withHandle(work::apply));
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static String text(List<Role> roles) {
    return roles.stream().map(Role::id).collect(Collectors.joining(","));
  }

  private static Stored stored(ResultSet row) throws SQLException {
    String roles = row.getString("roles");
    return new Stored(
        new User(
            row.getString("name"),
            roles.isEmpty() ? List.of() : Arrays.stream(roles.split(",")).map(Role::of).toList(),
            instant(row, "created_at").orElseThrow(),
            instant(row, "changed_at").orElseThrow(),
            instant(row, "disabled_at")),
        row.getString("hash"),
        row.getInt("failed"),
        instant(row, "failed_at"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
