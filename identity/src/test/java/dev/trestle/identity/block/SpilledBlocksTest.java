package dev.trestle.identity.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.CensusPeople;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.identity.spill.Spill;
import dev.trestle.identity.standard.Nicknames;
import dev.trestle.sandbox.census.Census;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpilledBlocksTest {
  private static final PeopleTable TOWN =
      CensusPeople.table(Census.of(8, 900, LocalDate.of(2026, 11, 27)).rows());

  @TempDir private Path folder = Path.of("");

  /** Of many crowded keys, of few and of none. */
  @Test
  void onDiskTheSamePairsMeet() {
    Nicknames nicknames = LinkModelResource.standard().nicknames();
    int[] groups = new int[TOWN.size()];
    for (int person = 0; person < groups.length; person++) {
      groups[person] = person % 50 - 1;
    }
    for (int most : new int[] {2, 6, 30, 5_000}) {
      Blocks memory = Blocks.of(TOWN, nicknames, most);
      try (Spill spill = new Spill(folder, 1, step -> {})) {
        SpilledBlocks disk = new SpilledBlocks(TOWN, nicknames, most, spill);
        assertThat(pairs(disk)).as("most %d", most).isEqualTo(pairs(memory)).isNotEmpty();
        assertThat(inPieces(disk)).as("most %d", most).isEqualTo(inPieces(memory));
        assertThat(disk.leftOut()).as("most %d", most).isEqualTo(memory.leftOut());
        assertThat(shared(disk, groups)).as("most %d", most).isEqualTo(shared(memory, groups));
      }
    }
    assertThat(Blocks.of(TOWN, nicknames, 2).leftOut()).isPositive();
  }

  private static List<String> pairs(Pairs pairs) {
    List<String> all = new ArrayList<>();
    pairs.each((a, b, several) -> all.add(a + " " + b + " " + several));
    return all;
  }

  private static List<List<String>> inPieces(Pairs pairs) {
    List<List<String>> pieces = new ArrayList<>();
    pairs.pieces(
        piece -> {
          List<String> some = new ArrayList<>();
          piece.each((a, b, several) -> some.add(a + " " + b + " " + several));
          return some;
        },
        pieces::add);
    pieces.removeIf(List::isEmpty);
    return pieces;
  }

  private static long shared(Meetings meetings, int[] groups) {
    long[] sum = new long[1];
    meetings.shared(groups, kinds -> sum[0] += Integer.toUnsignedLong(kinds));
    return sum[0];
  }
}
