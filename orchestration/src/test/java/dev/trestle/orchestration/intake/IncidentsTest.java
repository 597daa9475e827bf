package dev.trestle.orchestration.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.FaultyDatabase;
import dev.trestle.orchestration.Sql;
import dev.trestle.postgres.testing.TestDatabase;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncidentsTest {
  private static final String PEER = "/192.0.2.7:4711";

  private final TestDatabase real = TestDatabase.create();
  private final FaultyDatabase database = new FaultyDatabase(real.dataSource());
  private final IncidentStore store = new IncidentStore(database, Sealer.inMemory());
  private final Incidents incidents = new Incidents(store);

  @AfterEach
  void close() {
    incidents.close();
    real.close();
  }

  private static IntakeIncident incident(String peer, byte[] bytes) {
    return new IntakeIncident("mllp", peer, ProblemCode.FRAME_NOISE, bytes.length, bytes, bytes);
  }

  private void written() throws InterruptedException {
    assertThat(incidents.awaitWritten(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anIncidentIsListedAndItsBytesAreKeptSealed() throws Exception {
    incidents.add(incident(PEER, "KUNIGUNDE".getBytes(US_ASCII)));
    written();
    List<IncidentStore.Item> listed = store.list(OptionalInt.of(103), 0);
    assertThat(listed).extracting(IncidentStore.Item::totalBytes).containsExactly(9L);
    assertThat(store.content(listed.get(0).id()).firstBytes()).asString().isEqualTo("KUNIGUNDE");
    assertThat(store.content(listed.get(0).id()).sha256()).asString().isEqualTo("KUNIGUNDE");
    assertThat(store.list(OptionalInt.of(101), 0)).isEmpty();
    assertThat(store.list(OptionalInt.empty(), listed.get(0).id())).isEmpty();
    assertThat(
            Sql.number(
                real.dataSource(),
                """
                select count(*) from intake_incident
                 where position('KUNIGUNDE'::bytea in first_bytes) > 0
                    or position('KUNIGUNDE'::bytea in sha256) > 0
                """))
        .isZero();
  }

  @Test
  void theBytesOfTwoIncidentsCannotBeSwapped() throws Exception {
    incidents.add(incident(PEER, "one".getBytes(US_ASCII)));
    incidents.add(incident(PEER, "two".getBytes(US_ASCII)));
    written();
    Sql.run(
        real.dataSource(),
        """
        update intake_incident a set first_bytes = b.first_bytes
          from intake_incident b where a.id <> b.id
        """);
    long id = store.list(OptionalInt.empty(), 0).get(0).id();
    assertThatThrownBy(() -> store.content(id))
        .isInstanceOfSatisfying(
            TrestleException.class,
            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.CIPHERTEXT_INVALID));
  }

  @Test
  void withTheDatabaseAwayNobodyWaitsAndWhatFindsNoRoomIsCounted() throws Exception {
    database.goAway();
    int all = Incidents.QUEUE_INCIDENTS + 500;
    for (int i = 0; i < all; i++) {
      incidents.add(incident(PEER, new byte[] {1}));
    }
    database.comeBack();
    written();
    assertThat(Sql.number(real.dataSource(), "select sum(incidents) from intake_incident"))
        .isEqualTo(all);
    assertThat(Sql.number(real.dataSource(), "select count(*) from intake_incident"))
        .isLessThan(all);
    assertThat(store.counts())
        .extracting(IncidentStore.Count::code)
        .containsExactly(ProblemCode.FRAME_NOISE.number(), ProblemCode.QUEUE_FULL.number());
  }

  @Test
  void onePeerCannotFillTheDiskAndTheOthersKeepTheirBytes() throws Exception {
    byte[] kept = new byte[64 << 10];
    for (int i = 0; i < 40; i++) {
      incidents.add(incident("/192.0.2.8:" + i, kept));
    }
    incidents.add(incident(PEER, kept));
    written();
    long total = 0;
    for (IncidentStore.Item item : store.list(OptionalInt.empty(), 0)) {
      int bytes = store.content(item.id()).firstBytes().length;
      total += bytes;
      if (item.peer().equals(PEER)) {
        assertThat(bytes).isEqualTo(kept.length);
      }
    }
    assertThat(store.list(OptionalInt.empty(), 0)).hasSize(41);
    assertThat(total)
        .isBetween(Incidents.PEER_BYTES_PER_HOUR, Incidents.PEER_BYTES_PER_HOUR + 2L * kept.length);
  }
}
