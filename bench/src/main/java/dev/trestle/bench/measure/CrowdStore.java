package dev.trestle.bench.measure;

import dev.trestle.orchestration.message.MessageIndex;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes long lists for the pages of the console: copies of entries that are there, with every kind
 * of outcome, and exceptions. What it makes was never received: the folder serves for pages only
 * from then on.
 */
public final class CrowdStore {
  private static final int PIECE = 50_000;
  private static final long PARTITION = 1_000_000;

  private static final String MAKE_PARTITION =
      """
      create table if not exists journal_default_%06d
        partition of journal_default for values from (%d) to (%d)
      """;

  /** In their order behind the last entry, a tenth of a millisecond apart. */
  private static final String COPY =
      """
      create temporary table piece on commit drop as
      select row_number() over (order by j.seq) + :head as copy,
             now() + (row_number() over (order by j.seq)) * interval '100 microseconds' as at, j.*,
             o.effects
        from journal j
        left join outcome o on o.seq = j.seq
       where j.retention = 0 and j.raw is not null and j.seq <= :original
       order by j.seq limit :size
      """;

  private static final String ADD =
      """
      insert into journal (retention, seq, id, source, received_at, bytes, type, keys, kinds, raw)
      select 0, copy, id, source, at, bytes, type, keys, kinds, raw from piece
      """;
  private static final String EXCEPTIONS =
      """
      insert into exception (seq, source, received_at, opened_at, code, location, text)
      select copy, source, at, at, (array[205, 301, 302, 401])[1 + copy % 4],
             'OBX[' || copy % 5 || ']-5', 'Made by the generator'
        from piece where copy % :oneIn = 0
      """;
  private static final String OUTCOMES =
      """
      insert into outcome (seq, source, received_at, outcome, resources, effects, findings)
      select copy, source, at, case when copy % 20 = 3 then 2 when copy % 50 = 7 then 4
                                    when copy % 997 = 5 then 5 else 1 end,
             case when copy % 20 = 3 then 0 else 6 end,
             effects,
             case when copy % 40 = 9 then 'W302@PID-7' when copy % 9973 = 1 then 'W303@PV1-3' end
        from piece where copy % :oneIn <> 0
      """;
  private static final String FINDINGS =
      """
      insert into outcome_finding (code, seq)
      select substring(o.findings from '^.(\\d+)@')::int, o.seq
        from piece join outcome o on o.seq = copy where o.findings is not null
      """;
  private static final String COUNT =
      """
      insert into received (source, at, entries, bytes)
      select source, max(at), count(*), sum(bytes) from piece group by source
      """;
  private static final String HEAD =
      """
      update journal_head set seq = (select max(copy) from piece),
                              received_at = (select max(at) from piece)
      """;
  private static final String WATERMARK =
      "update watermark set seq = (select seq from journal_head)";

  private static final String KNOWN =
      """
      create temporary table known as
      select row_number() over () as k, p.id
        from (select id from resource where rid = patient_rid limit 100000) p
      """;

  /** Reads of patients that are there, by fifty people; the platform seals them at its start. */
  private static final String READS =
      """
      insert into audit_event (event, at, actor, action, outcome, type, target, patients)
      select gen_random_uuid(), clock_timestamp(), 'reader-' || n % 50, 'read', 0, 'Patient', p.id,
             array[p.id]
        from generate_series(1, :size) n join known p on p.k = 1 + n % :many
      """;

  /** Below those that the resolver made: their evidence, which is sealed to the pair, is empty. */
  private static final String REVIEWS =
      """
      insert into match_review (low, high, kind, status, posterior, model, evidence)
      select n, n + 1000000000, 1, 0, 0.0001, 'Made by the generator', '' from generate_series(1, :many) n
      """;

  private static final String OPEN_REVIEWS = "select count(*) from match_review where status = 0";

  /** As what a source sends beyond the codes of a table that are kept one by one. */
  private static final String CODES =
      """
      insert into unmapped_code
             (source, code_table, hash, sealed, times, first_at, last_at, example)
      select (select min(id) from source), 'made-' || n, '00000000-0000-0000-0000-000000000000', '',
             1 + n % 500, now() - interval '1 day', now(), 1
        from generate_series(1, :many) n
      """;

  private final DataSource database;
  private final Jdbi jdbi;

  public CrowdStore(DatabaseAlone database) {
    this.database = database.dataSource();
    this.jdbi = Jdbi.create(this.database);
  }

  /** Entries in the journal. */
  public long entries() {
    return jdbi.withHandle(CrowdStore::head);
  }

  private static long head(Handle handle) {
    return handle.createQuery("select seq from journal_head").mapTo(long.class).one();
  }

  /**
   * Fills the journal up.
   *
   * @param entries so many in the end
   * @param exceptions of the new ones, about
   * @param progress told how many there are
   */
  public void fill(long entries, long exceptions, LongConsumer progress) {
    long original = entries();
    long oneIn = Math.max(1, (entries - original) / Math.max(1, exceptions));
    for (long head = original; head < entries; head = entries()) {
      long from = head;
      long size = Math.min(PIECE, Math.min(original, entries - head));
      jdbi.useTransaction(handle -> piece(handle, from, size, original, oneIn));
      progress.accept(entries());
    }
    try (MessageIndex index = new MessageIndex(database)) {
      index.drain();
    }
  }

  /** Adds reads to the audit. */
  public void read(long reads, LongConsumer progress) {
    jdbi.useHandle(
        handle -> {
          long many = handle.execute(KNOWN);
          handle.execute("analyze known");
          for (long done = 0; done < reads; done += PIECE) {
            long size = Math.min(PIECE, reads - done);
            handle.createUpdate(READS).bind("size", size).bind("many", many).execute();
            progress.accept(done + size);
          }
          handle.execute("drop table known");
        });
  }

  /**
   * Adds unmapped codes of so many tables, and as many reviews of pairs when those that the
   * resolver made fill a page: nobody can read the evidence of the others.
   *
   * @return whether reviews were added
   */
  public boolean lists(int many, int page) {
    return jdbi.inTransaction(
        handle -> {
          handle.createUpdate(CODES).bind("many", many).execute();
          boolean filled = handle.createQuery(OPEN_REVIEWS).mapTo(int.class).one() >= page;
          if (filled) {
            handle.createUpdate(REVIEWS).bind("many", many).execute();
          }
          return filled;
        });
  }

  /** As the database does by itself within minutes. */
  public void analyze() {
    jdbi.useHandle(
        handle -> {
          handle.execute("set statement_timeout = 0");
          handle.execute("vacuum analyze");
          handle.execute("reset statement_timeout");
        });
  }

  private static void piece(Handle handle, long head, long size, long original, long oneIn) {
    for (long n = head / PARTITION; n <= (head + size) / PARTITION + 1; n++) {
      handle.execute(MAKE_PARTITION.formatted(n, n * PARTITION, (n + 1) * PARTITION));
    }
    handle
        .createUpdate(COPY)
        .bind("head", head)
        .bind("original", original)
        .bind("size", size)
        .execute();
    handle.execute(ADD);
    handle.createUpdate(EXCEPTIONS).bind("oneIn", oneIn).execute();
    handle.createUpdate(OUTCOMES).bind("oneIn", oneIn).execute();
    handle.execute(FINDINGS);
    handle.execute(COUNT);
    handle.execute(HEAD);
    handle.execute(WATERMARK);
  }
}
