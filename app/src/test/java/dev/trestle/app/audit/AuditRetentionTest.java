package dev.trestle.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.trestle.app.audit.Trouble.Kind;
import dev.trestle.app.security.AuditLog;
import dev.trestle.kernel.sealing.SigningKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has had its time goes and the chain can still be proved; nothing goes before. */
class AuditRetentionTest {
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final AuditRig rig = new AuditRig();

  @TempDir private Path folder = Path.of("");

  /** Two blocks that are older than six years, one that is nearly, one of now. */
  @BeforeEach
  void blocksOfManyYears() {
    for (Instant at : List.of(yearsAgo(8), yearsAgo(7), yearsAgo(6).plusSeconds(3_600), now)) {
      rig.events("anna", 3, at);
      rig.sealer(rig.keys, at).seal();
    }
    assertThat(rig.check()).isEmpty();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private Instant yearsAgo(int years) {
    return now.atOffset(ZoneOffset.UTC).minusYears(years).toInstant();
  }

  private void remove(int years) {
    try (AuditLog log = new AuditLog(rig.database.dataSource(), rig.sealing);
        AuditRetention retention =
            new AuditRetention(
                rig.database.dataSource(), rig.keys, log, () -> years, AuditRig.clock(now))) {
      boolean more = true;
      while (more) {
        more = retention.remove();
      }
    }
  }

  private long events() {
    return rig.number("select count(*) from audit_event where actor = 'anna'");
  }

  private void assertFound(Kind kind, long block) {
    assertThat(rig.check()).extracting(Trouble::kind, Trouble::block).contains(tuple(kind, block));
  }

  @Test
  void whatHasHadItsTimeGoesAndTheChainIsStillProvedFromItsFirstBlockOn() {
    remove(6);
    assertThat(events()).isEqualTo(6);
    assertThat(rig.number("select count(*) from audit_block")).isEqualTo(4);
    assertThat(rig.check()).isEmpty();
    assertThat(rig.removed).containsExactly("1-2 6");
    assertThat(rig.number("select count(*) from audit_event where action = 'audit-retention'"))
        .isOne();
    rig.sealer(rig.keys, now).seal();
    assertThat(rig.check()).isEmpty();
    remove(6);
    assertThat(rig.number("select count(*) from audit_removal"))
        .as("nothing more is due, nothing more is written")
        .isOne();
  }

  @Test
  void aSiteKeepsLongerAndNobodyKeepsShorter() {
    remove(8);
    assertThat(events()).isEqualTo(12);
    remove(7);
    assertThat(events()).as("just eight years").isEqualTo(9);
    remove(1);
    assertThat(events()).as("less than six counts as six").isEqualTo(6);
    assertThat(rig.check()).isEmpty();
    assertThat(rig.removed).containsExactly("1-1 7", "2-2 6");
  }

  @Test
  void aBlockThatWasChangedStaysWithAllAfterIt() {
    rig.tamper(
        "update audit_event set actor = 'nobody' where id ="
            + " (select lower(members) from audit_block where number = 1)");
    remove(6);
    assertThat(rig.number("select count(*) from audit_removal")).isZero();
    assertFound(Kind.EVENT_CHANGED, 1);
  }

  @Test
  void whatIsTakenOutWithoutARemovalIsFound() {
    rig.tamper(
        "delete from audit_event where id <@ (select members from audit_block where number = 1)");
    assertFound(Kind.EVENT_MISSING, 1);
  }

  @Test
  void whatIsTakenOutBesideARemovalIsFound() {
    remove(6);
    rig.tamper(
        "delete from audit_event where id <@ (select members from audit_block where number = 3)");
    assertFound(Kind.EVENT_MISSING, 3);
  }

  @Test
  void aRemovalThatIsChangedOrTakenAwayLeavesItsEventsMissing() {
    remove(6);
    for (String change :
        List.of(
            "last_block = 3",
            "last_hash = sha256('x')",
            "removed_at = removed_at + interval '1 year'",
            "kept_years = 7",
            "event = gen_random_uuid()",
            "signer = sha256('x')",
            "signature = signature || '\\x00'")) {
      rig.tamper(
          "create table kept as select * from audit_removal", "update audit_removal set " + change);
      assertFound(Kind.SIGNATURE_WRONG, 1);
      assertFound(Kind.EVENT_MISSING, 1);
      rig.tamper(
          "delete from audit_removal",
          "insert into audit_removal select * from kept",
          "drop table kept");
      assertThat(rig.check()).isEmpty();
    }
    rig.tamper("delete from audit_removal");
    assertFound(Kind.EVENT_MISSING, 2);
  }

  @Test
  void aRemovalOfAForgerOrOfOursThatWasTooEarlyCoversNothing() {
    rig.tamper("delete from audit_event where at < now() - interval '1 year'");
    for (SigningKey key : List.of(SigningKey.inMemory(), rig.key())) {
      rig.tamper("delete from audit_removal");
      rig.jdbi.useTransaction(
          handle ->
              RemovalStore.add(
                  handle,
                  Removal.sign(1, BlockStore.link(handle, 3), now, 6, UUID.randomUUID(), key)));
      assertFound(Kind.EVENT_MISSING, 3);
    }
    assertThat(rig.check())
        .extracting(Trouble::block)
        .as("the two before were due")
        .containsOnly(3L);
  }

  @Test
  void nothingYoungerGoesThroughTheDoorThatIsOpenForRetention() {
    assertThatThrownBy(
            () ->
                rig.jdbi.useTransaction(
                    handle -> RemovalStore.remove(handle, List.of(new IdRange(1, 12)))))
        .hasStackTraceContaining("never changed");
    assertThat(events()).isEqualTo(12);
    remove(6);
    rig.rotate(rig.sealer(rig.keys, now));
    for (String table : List.of("audit_removal", "audit_key", "audit_block")) {
      assertThatThrownBy(
              () ->
                  rig.jdbi.useTransaction(
                      handle -> {
                        RemovalStore.remove(handle, List.of(new IdRange(1, 1)));
                        handle.execute("delete from " + table);
                      }))
          .as(table)
          .hasStackTraceContaining("never changed");
    }
  }

  @Test
  void aFileSaysWhichBlocksAreWithoutTheirEventsAndIsWhole() throws Exception {
    remove(6);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new AuditExport(rig.database.dataSource(), rig.sealing, rig.keys, Clock.systemUTC())
        .write("iris", Instant.EPOCH, now.plusSeconds(60), out);
    List<String> lines = new ArrayList<>(out.toString(StandardCharsets.UTF_8).lines().toList());
    assertThat(troubles(lines)).isEmpty();
    lines.removeIf(line -> line.startsWith("{\"removal\""));
    assertThat(troubles(lines)).extracting(Trouble::kind).contains(Kind.EVENT_MISSING);
  }

  private List<Trouble> troubles(List<String> lines) throws Exception {
    Path file = Files.write(folder.resolve(UUID.randomUUID().toString()), lines);
    List<Trouble> troubles = new ArrayList<>();
    ExportFile.check(file, Optional.empty(), troubles::add);
    return troubles;
  }
}
