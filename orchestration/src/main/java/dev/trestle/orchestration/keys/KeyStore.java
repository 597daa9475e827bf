package dev.trestle.orchestration.keys;

import dev.trestle.kernel.sealing.DataKeyStore;
import dev.trestle.kernel.sealing.KeyringStore;
import dev.trestle.orchestration.journal.SqlFailures;
import java.time.LocalDate;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Wrapped keys in the database. Each call is a transaction of its own, committed when it returns.
 */
public final class KeyStore implements DataKeyStore, KeyringStore {
  private static final RowMapper<WrappedKey> KEY =
      (row, context) ->
          new WrappedKey(row.getInt("id"), row.getString("purpose"), row.getBytes("wrapped"));
  private static final String KEYS = "Keys could not be read or written";
  private final Jdbi jdbi;

  public KeyStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /**
   * Whether this deployment has keys: then its data was sealed, and only their master key will do.
   */
  public boolean hasKeys() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select exists (select from keyring) or exists (select from data_key)")
                .mapTo(boolean.class)
                .one());
  }

  @Override
  public Optional<WrappedKey> find(String purpose, LocalDate day) {
    return SqlFailures.guarded(
        KEYS,
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select id, purpose, wrapped from data_key where purpose = :purpose and day = :day")
                        .bind("purpose", purpose)
                        .bind("day", day)
                        .map(KEY)
                        .findOne()));
  }

  @Override
  public Optional<WrappedKey> byId(int id) {
    return SqlFailures.guarded(
        KEYS,
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery("select id, purpose, wrapped from data_key where id = :id")
                        .bind("id", id)
                        .map(KEY)
                        .findOne()));
  }

  @Override
  public WrappedKey add(String purpose, LocalDate day, byte[] wrapped) {
    SqlFailures.guarded(
        KEYS,
        () ->
            jdbi.inTransaction(
                handle ->
                    handle
                        .createUpdate(
                            """
                    insert into data_key (purpose, day, wrapped) values (:purpose, :day, :wrapped)
                    on conflict (purpose, day) do nothing
                    """)
                        .bind("purpose", purpose)
                        .bind("day", day)
                        .bind("wrapped", wrapped)
                        .execute()));
    return find(purpose, day).orElseThrow();
  }

  @Override
  public Optional<byte[]> find(String name) {
    return SqlFailures.guarded(
        KEYS,
        () ->
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery("select wrapped from keyring where name = :name")
                        .bind("name", name)
                        .mapTo(byte[].class)
                        .findOne()));
  }

  @Override
  public byte[] add(String name, byte[] wrapped) {
    SqlFailures.guarded(
        KEYS,
        () ->
            jdbi.inTransaction(
                handle ->
                    handle
                        .createUpdate(
                            "insert into keyring (name, wrapped) values (:name, :wrapped) on conflict do nothing")
                        .bind("name", name)
                        .bind("wrapped", wrapped)
                        .execute()));
    return find(name).orElseThrow();
  }
}
