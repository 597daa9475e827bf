package dev.trestle.orchestration.code;

import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.statement.UnmappedCode;
import dev.trestle.orchestration.code.UnmappedCountStore.Place;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

/** What is unmapped, for people: first the tables, then the codes of one. */
public final class UnmappedList {
  /** Tables in one list. */
  public static final int TABLES = 500;

  private final UnmappedListStore store;
  private final SealedCode seal;

  public UnmappedList(DataSource database, Sealer sealer) {
    this.store = new UnmappedListStore(database);
    this.seal = new SealedCode(sealer);
  }

  /**
   * A table in which a source's codes were not found.
   *
   * @param source {@code mercy/adt}
   * @param codes different ones, as far as they are kept
   * @param times they came
   * @param lastAt when the last one was received
   */
  public record Table(String source, String table, long codes, long times, Instant lastAt) {}

  /**
   * A code.
   *
   * @param code as sent, cut when it is long; empty for all that were not kept one by one
   * @param text that came with it the first time
   * @param times it came
   * @param firstAt when the first one was received
   * @param lastAt when the last one was
   * @param example the entry of the last one
   */
  public record Code(
      String code, String text, long times, Instant firstAt, Instant lastAt, long example) {
    /** Whether it stands for all codes that were not kept one by one. */
    public boolean further() {
      return code.isEmpty();
    }

    @Override
    public String toString() {
      return "Code[" + times + "]";
    }
  }

  /** Tables, the one with the most first; at most {@link #TABLES}. */
  public List<Table> tables() {
    return store.tables(TABLES);
  }

  /** Codes of a source that are not in a table, the most frequent first. */
  public List<Code> codes(int source, String table) {
    Place place = new Place(source, table);
    return store.codes(place).stream().map(this::code).toList();
  }

  private Code code(CodeCount row) {
    UnmappedCode code =
        row.hash().equals(UnmappedCountStore.FURTHER)
            ? new UnmappedCode(row.place().table(), "", "")
            : seal.open(row.place(), row.hash(), row.sealed());
    return new Code(
        code.code(), code.text(), row.times(), row.firstAt(), row.lastAt(), row.example());
  }
}
