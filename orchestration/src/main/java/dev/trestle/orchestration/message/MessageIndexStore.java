package dev.trestle.orchestration.message;

import dev.trestle.orchestration.journal.SqlFailures;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Tables {@code journal_key} and {@code journal_type}, one transaction for each piece of the
 * journal.
 */
final class MessageIndexStore {
  private static final int HASH_BYTES = 16;

  /** The lock on the head keeps two processes from indexing the same piece. */
  private static final String HEAD = "select seq from journal_key_head for update";

  private static final String PIECE =
      """
      select seq, source, type, keys from journal where retention = 0 and seq > :after
       order by seq limit :limit
      """;
  private static final String ADD =
      """
      insert into journal_key (key, seq)
      select * from unnest(cast(:keys as bigint[]), cast(:seqs as bigint[])) on conflict do nothing
      """;
  private static final String ADD_TYPES =
      """
      insert into journal_type (source, type)
      select * from unnest(cast(:sources as int[]), cast(:types as text[])) on conflict do nothing
      """;
  private static final String MOVE = "update journal_key_head set seq = :seq";

  private final Jdbi jdbi;

  MessageIndexStore(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  private record Key(long key, long seq) {}

  private record Type(int source, String name) {}

  private record Entry(long seq, Type type, byte[] keys) {}

  /** Indexes the next piece; returns how many entries it had. */
  int next(int limit) {
    return SqlFailures.guarded(
        "The message index could not be written",
        () -> jdbi.inTransaction(handle -> next(handle, limit)));
  }

  private static int next(Handle handle, int limit) {
    long after = handle.createQuery(HEAD).mapTo(long.class).one();
    List<Entry> piece =
        handle
            .createQuery(PIECE)
            .bind("after", after)
            .bind("limit", limit)
            .map(
                (row, context) ->
                    new Entry(
                        row.getLong("seq"),
                        new Type(row.getInt("source"), row.getString("type")),
                        row.getBytes("keys")))
            .list();
    if (piece.isEmpty()) {
      return 0;
    }
    List<Key> keys = new ArrayList<>();
    for (Entry entry : piece) {
      ByteBuffer hashes = ByteBuffer.wrap(entry.keys());
      for (int at = 0; at + HASH_BYTES <= hashes.limit(); at += HASH_BYTES) {
        keys.add(new Key(hashes.getLong(at), entry.seq()));
      }
    }
    // In the order of the index: neighbours go to the same page.
    keys.sort(Comparator.comparingLong(Key::key).thenComparingLong(Key::seq));
    if (!keys.isEmpty()) {
      handle
          .createUpdate(ADD)
          .bindArray("keys", Long.class, keys.stream().map(Key::key).toArray())
          .bindArray("seqs", Long.class, keys.stream().map(Key::seq).toArray())
          .execute();
    }
    List<Type> types = piece.stream().map(Entry::type).distinct().toList();
    handle
        .createUpdate(ADD_TYPES)
        .bindArray("sources", Integer.class, types.stream().map(Type::source).toArray())
        .bindArray("types", String.class, types.stream().map(Type::name).toArray())
        .execute();
    handle.createUpdate(MOVE).bind("seq", piece.get(piece.size() - 1).seq()).execute();
    return piece.size();
  }
}
