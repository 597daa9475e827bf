package dev.trestle.orchestration.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.Sql;
import dev.trestle.orchestration.balance.BalanceStore.Period;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BalanceTest {
  private final Rig rig = new Rig();

  @BeforeEach
  void receive() {
    rig.send("c1|ORM^O01|P||P1,O1|bad");
    rig.send("c2|ORU^R01|P||P1,O1|x");
    rig.send("c3|ADT^A01|P||P3|x");
    rig.send("c3|ADT^A01|P||P3|x");
    rig.settle();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void everyTermIsCountedFromItsOwnRows() {
    assertThat(rig.balance()).isEqualTo(new Balance(4, 1, 0, 1, 0, 0, 0, 1, 1, 0));
    assertThat(rig.balance().line()).startsWith("balance closed");
  }

  @Test
  void anOutcomeThatIsMissingOpensIt() {
    rig.stop();
    assertThat(rig.balance().closes()).isTrue();
    Sql.run(rig.plain(), "delete from outcome where outcome = 1");
    assertThat(rig.balance().closes()).isFalse();
    assertThat(rig.balance().line()).startsWith("balance OPEN");
  }

  @Test
  void aCountTooManyOpensIt() {
    Sql.run(
        rig.plain(), "insert into received (source, at, entries, bytes) values (1, now(), 1, 1)");
    assertThat(rig.balance().line()).startsWith("balance OPEN");
  }

  @Test
  void anEntryCountedTwiceOpensIt() {
    Sql.run(
        rig.plain(),
        "insert into waiting (seq, source, received_at, waits_for) values (3, 1, now(), 1)");
    assertThat(rig.balance().line()).startsWith("balance OPEN");
  }

  @Test
  void itClosesForEachSourceAndEachPeriod() {
    BalanceStore store = new BalanceStore(rig.plain());
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    for (int second = -5; second <= 5; second++) {
      Optional<Instant> bound = Optional.of(now.plusSeconds(second));
      assertThat(
              store.count(new Period(Optional.of("mercy/adt"), bound, Optional.empty())).closes())
          .isTrue();
      assertThat(store.count(new Period(Optional.empty(), Optional.empty(), bound)).closes())
          .isTrue();
    }
    assertThat(
            store
                .count(new Period(Optional.of("mercy/none"), Optional.empty(), Optional.empty()))
                .received())
        .isZero();
  }
}
