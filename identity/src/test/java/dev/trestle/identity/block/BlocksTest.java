package dev.trestle.identity.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.identity.CensusPeople;
import dev.trestle.identity.model.LinkModelResource;
import dev.trestle.identity.people.PeopleTable;
import dev.trestle.sandbox.census.Census;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private static final int KINDS = KeyKind.values().length;
  private static final PeopleTable TOWN =
      CensusPeople.table(Census.of(3, 2_000, LocalDate.of(2026, 11, 27)).rows());
  private static final Blocks BLOCKS =
      Blocks.of(TOWN, LinkModelResource.standard().nicknames(), 150);

  /** Against the two lists of keys of each pair. */
  @Test
  void everybodyMeetsWhoSharesEnoughAndOnce() {
    Blocks.Memory memory = BLOCKS.memory();
    for (int person = 0; person < TOWN.size(); person += 7) {
      TreeMap<Integer, Integer> expected = new TreeMap<>();
      for (int other = person + 1; other < TOWN.size(); other++) {
        if (BLOCKS.isMeeting(person, other)) {
          expected.put(other, BLOCKS.shared(person, other));
        }
      }
      TreeMap<Integer, Integer> met = new TreeMap<>();
      List<Integer> inOrder = new ArrayList<>();
      BLOCKS.meet(
          person,
          memory,
          (other, kinds) -> {
            inOrder.add(other);
            met.put(other, kinds);
          });
      assertThat(met).as("person %d", person).isEqualTo(expected);
      assertThat(inOrder).as("person %d", person).doesNotHaveDuplicates();
    }
  }

  @Test
  void oneCrowdedKeyIsNotEnoughAndTwoKindsAre() {
    int year = 1 << KeyKind.FAMILY_AND_YEAR.number();
    int sound = 1 << KeyKind.NAME_SOUND.number();
    assertThat(KeyKind.areEnough(0)).isFalse();
    assertThat(KeyKind.areEnough(year)).isFalse();
    assertThat(KeyKind.areEnough(year | sound)).isTrue();
    assertThat(KeyKind.areEnough(year | KeyKind.RARE)).isTrue();
    assertThat(KeyKind.areEnough(1 << KeyKind.SSN.number())).isTrue();
  }

  @Test
  void kindsOfOneThingAreOneSubject() {
    int kinds = 0;
    for (KeyKind kind : KeyKind.values()) {
      assertThat(KeyKind.subjects(1 << kind.number())).isEqualTo(1);
      kinds |= 1 << kind.number();
    }
    assertThat(KeyKind.subjects(kinds)).isEqualTo(7);
    assertThat(KeyKind.subjects(kinds | KeyKind.RARE)).isEqualTo(7);
    assertThat(KeyKind.subjects(0)).isZero();
    assertThat(Integer.bitCount(kinds)).isEqualTo(KINDS);
  }

  /** What is small is compared whole: there the few pairs more cost nothing. */
  @Test
  void inASmallFileOneKeyIsEnough() {
    PeopleTable village = CensusPeople.table(Census.of(3, 60, LocalDate.of(2026, 11, 27)).rows());
    Blocks blocks = Blocks.of(village, LinkModelResource.standard().nicknames(), 150);
    int alone = 0;
    for (int a = 0; a < village.size(); a++) {
      for (int b = a + 1; b < village.size(); b++) {
        int shared = blocks.shared(a, b);
        assertThat(blocks.isMeeting(a, b)).isEqualTo(shared != 0);
        alone += Integer.bitCount(shared & ~KeyKind.RARE) == 1 ? 1 : 0;
      }
    }
    assertThat(alone).isPositive();
  }
}
