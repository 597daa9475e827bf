package dev.trestle.orchestration.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.site.Source;
import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.Sql;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BigMessagesTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private static String big(String control, String payload) {
    return control + "|ADT^A08|P||P1|" + payload + "KUNIGUNDE".repeat(300_000);
  }

  private void closes(String... parts) {
    rig.settle();
    assertThat(rig.balance().line()).startsWith("balance closed").contains(parts);
  }

  @Test
  void aBigMessageIsStoredInSealedChunksAndAppliedAsItCame() {
    assertThat(rig.send(big("c1", "x"))).contains("AA:c1");
    closes("applied=1");
    assertThat(new String(rig.parts().reader().raw(1), UTF_8)).isEqualTo(big("c1", "x"));
    assertThat(rig.count("big_message_chunk")).isEqualTo(3);
    assertThat(rig.count("journal where raw is null")).isEqualTo(1);
    assertThat(rig.count("big_message_chunk where position('KUNIGUNDE'::bytea in sealed) > 0"))
        .isZero();
    rig.crash();
    rig.start();
    assertThat(rig.parts().reader().raw(1)).hasSize(big("c1", "x").length());
  }

  @Test
  void aRepeatOfABigMessageKeepsNoSecondCopy() {
    rig.send(big("c1", "x"));
    assertThat(rig.send(big("c1", "x"))).contains("AA:c1");
    closes("applied=1", "duplicate=1");
    assertThat(rig.count("big_message")).isEqualTo(1);
    assertThat(rig.parts().reader().raw(2)).hasSize(big("c1", "x").length());
  }

  @Test
  void whatWasStoredAndNotAppendedGoes() {
    rig.send("c1|ADT^A08|P||P1|x");
    rig.settle();
    // The first commit is that of the chunks, the second that of the entry.
    Sql.run(rig.plain(), "alter table journal rename to journal_away");
    assertThat(rig.send(big("c2", "x"))).isEmpty();
    Awaitility.await().until(() -> rig.count("big_message") == 0);
    Sql.run(rig.plain(), "alter table journal_away rename to journal");
    Sql.run(rig.plain(), "insert into big_message (id) values (gen_random_uuid())");
    rig.crash();
    rig.start();
    assertThat(rig.count("big_message")).isZero();
    assertThat(rig.send(big("c2", "x"))).contains("AA:c2");
    closes("applied=2");
  }

  @Test
  void whileABigMessageIsBeingStoredSmallOnesAreAnswered() throws Exception {
    CompletableFuture<Optional<String>> big;
    try (Connection connection = rig.plain().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table big_message in exclusive mode");
      big = rig.receive("in", big("c1", "x"));
      for (int i = 2; i < 40; i++) {
        assertThat(rig.send("c" + i + "|ADT^A08|P||P1|x")).contains("AA:c" + i);
      }
      assertThat(big).isNotDone();
      connection.rollback();
    }
    assertThat(big.join()).contains("AA:c1");
    closes("applied=39");
  }

  @Test
  void bigMessagesAreAppliedOneAtATimeAndSmallOnesGoOn() {
    CountDownLatch gate = new CountDownLatch(1);
    rig.translator.gate.set(gate);
    List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      answers.add(rig.receive("in", big("c" + i, "gate").replace("|P1|", "|P" + i + "|")));
    }
    answers.forEach(CompletableFuture::join);
    rig.send("small|ADT^A08|P||P9|x");
    Awaitility.await().untilAsserted(() -> assertThat(rig.applied()).containsExactly("small"));
    assertThat(rig.translator.atGate.get()).isOne();
    gate.countDown();
    closes("applied=5");
  }

  @Test
  void aMessageOverTheLimitOfItsSourceIsAnIncidentWithoutAnAnswer() {
    String message = "c1|ADT^A08|P||P1|" + "x".repeat((int) Source.MESSAGE_LIMIT_BYTES);
    assertThat(rig.send(message)).isEmpty();
    rig.recorded();
    assertThat(Sql.list(rig.plain(), "select code from intake_incident", row -> row.getInt(1)))
        .containsExactly(102);
    closes("received=0");
  }
}
