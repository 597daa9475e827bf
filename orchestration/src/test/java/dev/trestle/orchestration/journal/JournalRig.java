package dev.trestle.orchestration.journal;

import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.FaultyDatabase;
import dev.trestle.orchestration.Sql;
import dev.trestle.postgres.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A journal on real PostgreSQL with partitions of a few entries. */
final class JournalRig implements AutoCloseable {
  static final SourceName ADT = SourceName.parse("mercy/adt");
  static final long PARTITION_ENTRIES = 100;

  final TestDatabase real = TestDatabase.create();
  final FaultyDatabase database = new FaultyDatabase(real.dataSource());
  final Sealer sealer = Sealer.inMemory();
  final AtomicLong told = new AtomicLong();
  final JournalStore journal = journal();
  final Appender appender = new Appender(journal, batch -> told.set(batch.upTo()));

  JournalStore journal() {
    return new JournalStore(
        database, new SourceStore(database), new PartitionStore(database, PARTITION_ENTRIES));
  }

  JournalReadStore reader() {
    return new JournalReadStore(database, new SourceStore(database), sealer);
  }

  NewEntry entry(long control, String content) {
    return entry(control, content, "ADT^A01");
  }

  NewEntry entry(long control, String content, String type) {
    byte[] raw = content.getBytes(StandardCharsets.UTF_8);
    UUID id = UUID.randomUUID();
    return new NewEntry(
        id,
        ADT,
        type,
        raw.length,
        sealer.seal("journal", JournalReadStore.place(id), raw),
        new Hash128(1, control),
        new Hash128(2, content.hashCode()),
        List.of(),
        null,
        null);
  }

  long count(String from) {
    return Sql.number(real.dataSource(), "select count(*) from " + from);
  }

  @Override
  public void close() {
    appender.close();
    real.close();
  }
}
