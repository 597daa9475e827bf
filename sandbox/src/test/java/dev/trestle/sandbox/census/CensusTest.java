package dev.trestle.sandbox.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CensusTest {
  private static final LocalDate AS_OF = LocalDate.of(2026, 11, 27);
  private static final int SIZE = 4_000;
  private static final Census CENSUS = Census.of(7, SIZE, AS_OF);

  @Test
  void theSameSeedGivesTheSameFile() {
    assertThat(Census.of(7, SIZE, AS_OF).csv()).isEqualTo(CENSUS.csv());
    assertThat(Census.of(8, SIZE, AS_OF).csv()).isNotEqualTo(CENSUS.csv());
  }

  @Test
  void everyHardCaseIsThere() {
    for (HardCase one : HardCase.values()) {
      assertThat(CENSUS.residents())
          .as(one.name())
          .filteredOn(resident -> resident.cases().contains(one))
          .hasSizeGreaterThan(SIZE / 100);
    }
  }

  @Test
  void everybodyStandsInOneToFourFilesUnderIdsThatSayNothing() {
    Map<Integer, Long> rows =
        CENSUS.rows().stream().collect(Collectors.groupingBy(Row::resident, Collectors.counting()));
    assertThat(rows).hasSize(CENSUS.residents().size());
    assertThat(rows.values()).allMatch(count -> count >= 1 && count <= 4).contains(1L, 2L, 3L, 4L);
    assertThat(CENSUS.rows()).extracting(Row::id).doesNotHaveDuplicates().isSorted();
    assertThat(CENSUS.rows())
        .extracting(row -> row.resident() + "-" + row.healthSystem())
        .doesNotHaveDuplicates();
  }

  /** Marks aside: in this census two were called Maria and María, whom nobody could tell apart. */
  @Test
  void noTwinsHaveOneName() {
    Census census = Census.of(5, 2_200, AS_OF);
    Map<Integer, Set<String>> names = new HashMap<>();
    for (Row row : census.rows()) {
      String given = Normalizer.normalize(row.text(Column.GIVEN), Normalizer.Form.NFD);
      names
          .computeIfAbsent(row.resident(), none -> new HashSet<>())
          .add(given.replaceAll("[^A-Za-z]+", "").toUpperCase(Locale.ROOT));
    }
    int twins = 0;
    for (int i = 1; i < census.residents().size(); i++) {
      Resident first = census.residents().get(i - 1);
      Resident second = census.residents().get(i);
      if (first.household() == second.household()
          && first.cases().contains(HardCase.TWIN)
          && second.cases().contains(HardCase.TWIN)) {
        twins++;
        assertThat(names.get(i)).as(first + " and " + second).isNotEqualTo(names.get(i - 1));
      }
    }
    assertThat(twins).isGreaterThan(20);
  }

  /** The first of a hundred names is had by many, and most names by one or two. */
  @Test
  void aFewNamesAreEverywhereAndMostAreRare() {
    Map<String, Set<Integer>> holders = new HashMap<>();
    for (Row row : CENSUS.rows()) {
      String family = row.text(Column.FAMILY).toUpperCase(java.util.Locale.ROOT);
      holders.computeIfAbsent(family, none -> new java.util.HashSet<>()).add(row.resident());
    }
    List<Integer> counts =
        holders.values().stream()
            .map(Set::size)
            .sorted(java.util.Comparator.reverseOrder())
            .toList();
    assertThat(counts.get(0)).isBetween(SIZE / 200, SIZE / 20);
    assertThat(counts).filteredOn(count -> count <= 6).hasSizeGreaterThan(counts.size() / 2);
  }

  @Test
  void twinsAreBornOnOneDayAndLiveTogether() {
    Map<Integer, List<Row>> twins =
        CENSUS.rows().stream()
            .filter(row -> cases(row).contains(HardCase.TWIN))
            .collect(Collectors.groupingBy(row -> household(row.resident())));
    assertThat(twins.values())
        .allMatch(rows -> rows.stream().map(Row::resident).distinct().count() >= 2);
  }

  @Test
  void fathersAndSonsLackTheirSuffixHalfTheTime() {
    List<Row> rows =
        CENSUS.rows().stream()
            .filter(row -> cases(row).contains(HardCase.SAME_NAME_IN_FAMILY))
            .toList();
    long with = rows.stream().filter(row -> !row.text(Column.SUFFIX).isEmpty()).count();
    assertThat((double) with / rows.size()).isBetween(0.4, 0.6);
  }

  @Test
  void placeholdersStandInManyRows() {
    for (String text : List.of("123-45-6789", "999-99-9999", "(312)555-5555", "UNKNOWN")) {
      assertThat(CENSUS.rows())
          .as(text)
          .filteredOn(row -> row.texts().containsValue(text))
          .hasSizeGreaterThan(SIZE / 200);
    }
    assertThat(CENSUS.rows()).anyMatch(row -> row.texts().containsValue("1900-01-01"));
    assertThat(CENSUS.rows()).anyMatch(row -> row.text(Column.GIVEN).startsWith("BABY BOY"));
  }

  private static Set<HardCase> cases(Row row) {
    return CENSUS.residents().get(row.resident()).cases();
  }

  private static int household(int resident) {
    return CENSUS.residents().get(resident).household();
  }
}
