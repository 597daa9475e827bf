package dev.trestle.bench.measure;

import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** How much there is in the database, and how much disk it takes. */
public final class SizeStore {
  private final Jdbi jdbi;

  /** A table with its indexes; partitions belong to their parent. */
  public record Table(String name, long bytes) {}

  /**
   * Sizes at one moment.
   *
   * @param tables the biggest first
   */
  public record Sizes(long resources, long versions, long messages, List<Table> tables) {
    /** Before the first start. */
    public static final Sizes NONE = new Sizes(0, 0, 0, List.of());

    public Sizes {
      tables = List.copyOf(tables);
    }

    /** Raw messages, with what finds them. */
    long journalBytes() {
      return bytes("journal");
    }

    /** Who read what: grows with reading, not with resources. */
    long auditBytes() {
      return bytes("audit");
    }

    /** Everything else: what settles and links messages too. */
    long recordBytes() {
      return bytes("") - journalBytes() - auditBytes();
    }

    private long bytes(String prefix) {
      return tables.stream()
          .filter(table -> table.name().startsWith(prefix))
          .mapToLong(Table::bytes)
          .sum();
    }
  }

  public SizeStore(DatabaseAlone database) {
    this.jdbi = Jdbi.create(database.dataSource());
  }

  public Sizes sizes() {
    return jdbi.withHandle(
        handle -> {
          boolean migrated =
              handle
                  .createQuery("select to_regclass('resource_history') is not null")
                  .mapTo(boolean.class)
                  .one();
          if (!migrated) {
            return Sizes.NONE;
          }
          return new Sizes(
              count(handle, "resource"),
              count(handle, "resource_history"),
              count(handle, "journal"),
              tables(handle));
        });
  }

  private static long count(org.jdbi.v3.core.Handle handle, String table) {
    return handle.createQuery("select count(*) from " + table).mapTo(long.class).one();
  }

  private static List<Table> tables(org.jdbi.v3.core.Handle handle) {
    return handle
        .createQuery(
            """
            select coalesce(root.relname, c.relname) as name,
                   sum(pg_total_relation_size(c.oid)) as bytes
              from pg_class c
              left join pg_class root on root.oid = pg_partition_root(c.oid)
             where c.relkind = 'r'
               and c.relnamespace = 'public'::regnamespace
             group by 1
             order by 2 desc
            """)
        .map((row, context) -> new Table(row.getString("name"), row.getLong("bytes")))
        .list();
  }
}
