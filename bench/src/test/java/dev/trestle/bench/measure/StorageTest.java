package dev.trestle.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bench.measure.SizeStore.Sizes;
import dev.trestle.bench.measure.SizeStore.Table;
import dev.trestle.bench.report.Budget;
import java.util.List;
import org.junit.jupiter.api.Test;

class StorageTest {
  private static final List<Table> TABLES =
      List.of(
          new Table("resource", 30_000_000),
          new Table("journal", 50_000_000),
          new Table("journal_head", 8_192),
          new Table("outcome", 10_000_000),
          new Table("audit_event", 7_000_000));

  @Test
  void theJournalAndTheAuditOfReadsAreNotCountedForTheResources() {
    Sizes sizes = new Sizes(20_000, 0, 5_000, TABLES);
    assertThat(sizes.journalBytes()).isEqualTo(50_008_192);
    assertThat(new Storage(Sizes.NONE, sizes, "").budgets())
        .containsExactly(
            Budget.atMost("disk per resource, without raw messages", 2_000, 2_048, " bytes"));
  }

  @Test
  void aFewResourcesSayNothingAboutTheDisk() {
    Storage storage = new Storage(Sizes.NONE, new Sizes(10, 0, 5, TABLES), "");
    assertThat(storage.budgets()).extracting(Budget::measured).containsExactly("not measured");
  }
}
