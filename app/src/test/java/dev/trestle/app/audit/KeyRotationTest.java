package dev.trestle.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.trestle.app.audit.Trouble.Kind;
import dev.trestle.kernel.sealing.SigningKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key hands over to the next one, and nobody else can. */
class KeyRotationTest {
  private final AuditRig rig = new AuditRig();
  private final BlockSealer sealer = rig.sealer();
  private String second = "";

  @TempDir private Path folder = Path.of("");

  /** Block 1 by the first key, block 2 by it too: it has the event of the change; then block 3. */
  @BeforeEach
  void aChangeBetweenTwoBlocks() {
    rig.events("anna", 3, AuditRig.THEN);
    sealer.seal();
    second = rig.rotate(sealer);
    rig.events("bert", 3, AuditRig.THEN);
    sealer.seal();
    assertThat(rig.check()).isEmpty();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private List<String> signers() {
    return rig.jdbi.withHandle(
        handle ->
            BlockStore.blocks(handle, 1, 100).stream()
                .map(block -> AuditKey.hex(block.signer()))
                .toList());
  }

  private void assertFound(Kind kind, long block) {
    assertThat(rig.check()).extracting(Trouble::kind, Trouble::block).contains(tuple(kind, block));
  }

  @Test
  void theOldKeySealsTheEventOfTheChangeAndTheNewOneAllThatFollows() {
    String first = AuditKey.hex(rig.key().publicKey());
    assertThat(second).isNotEqualTo(first);
    assertThat(signers()).containsExactly(first, first, second);
    assertThat(
            rig.number(
                "select count(*) from audit_event e join audit_block b on b.members @> e.id"
                    + " where b.number = 2 and e.action = 'audit-key-rotate' and e.actor = 'iris'"))
        .isOne();
  }

  @Test
  void anotherProcessSignsWithTheNewKeyAtOnceAndAfterARestart() {
    AuditKeys other = rig.process();
    BlockSealer beside = rig.sealer(other, AuditRig.THEN);
    rig.events("carl", 1);
    beside.seal();
    String third = rig.rotate(sealer);
    rig.events("dora", 1);
    beside.seal();
    assertThat(signers().get(signers().size() - 1)).isEqualTo(third);
    assertThat(other.publicKey()).isEqualTo(third);
    assertThat(rig.process().publicKey()).isEqualTo(third);
    assertThat(rig.check()).isEmpty();
    assertThat(beside.broken()).isFalse();
  }

  @Test
  void aChangeThatWasTakenAwayIsFoundAndTheSealerDoesNotGoBack() {
    rig.tamper("delete from audit_key");
    assertFound(Kind.SIGNATURE_WRONG, 3);
    rig.events("carl", 1);
    sealer.seal();
    assertThat(signers().get(3)).isEqualTo(second);
  }

  @Test
  void anyColumnOfAChangeThatIsChangedIsFound() {
    for (String change :
        List.of(
            "public_key = sha256('x')",
            "from_block = from_block + 1",
            "previous = sha256('x')",
            "event = gen_random_uuid()",
            "changed_at = changed_at + interval '1 second'",
            "signature = signature || '\\x00'",
            "number = 3")) {
      rig.tamper("create table kept as select * from audit_key", "update audit_key set " + change);
      assertThat(rig.check()).as(change).extracting(Trouble::kind).contains(Kind.KEY_WRONG);
      rig.tamper(
          "delete from audit_key", "insert into audit_key select * from kept", "drop table kept");
      assertThat(rig.check()).isEmpty();
    }
  }

  @Test
  void aKeyThatSomebodyPutInIsNotFollowedByTheSealerNorByTheCheck() {
    SigningKey forged = SigningKey.inMemory();
    KeyChange change =
        KeyChange.sign(
            forged,
            3,
            forged.publicKey(),
            new Block.Link(3, new byte[Sha256.BYTES]),
            UUID.randomUUID(),
            AuditRig.THEN);
    rig.jdbi.useTransaction(handle -> AuditKeyStore.add(handle, change));
    rig.events("carl", 1);
    rig.sealer(rig.process(), AuditRig.THEN).seal();
    assertThat(signers().get(3)).isEqualTo(second);
    assertFound(Kind.KEY_WRONG, 4);
    rig.tamper("delete from audit_key where number = 3");
    assertThat(rig.check()).isEmpty();
  }

  @Test
  void theOldKeySignsNothingAfterItsTimeNorTheNewOneBefore() {
    for (int number : List.of(2, 3)) {
      SigningKey wrong = rig.keys.of(number == 2 ? 2 : 1);
      rig.tamper("create table kept as select * from audit_block where number = " + number);
      rig.jdbi.useHandle(
          handle -> {
            Block there = BlockStore.blocks(handle, number, 1).get(0);
            Block again =
                Block.seal(
                    BlockStore.link(handle, number - 1),
                    there.sealedAt(),
                    BlockStore.events(handle, there),
                    wrong);
            rig.tamper(
                "update audit_block set signer = '\\x%s', hash = '\\x%s', signature = '\\x%s' where number = %d"
                    .formatted(
                        AuditKey.hex(again.signer()),
                        AuditKey.hex(again.hash()),
                        AuditKey.hex(again.signature()),
                        number));
          });
      assertFound(Kind.SIGNATURE_WRONG, number);
      rig.tamper(
          "delete from audit_block where number = " + number,
          "insert into audit_block select * from kept",
          "drop table kept");
      assertThat(rig.check()).isEmpty();
    }
  }

  @Test
  void whoNotedTheOldKeyCanStillProveAFileAndWhoNotedAnotherOneCannot() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new AuditExport(rig.database.dataSource(), rig.sealing, rig.keys, Clock.systemUTC())
        .write("iris", Instant.EPOCH, Instant.parse("2999-01-01T00:00:00Z"), out);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    String first = AuditKey.hex(rig.key().publicKey());
    for (String noted : List.of(first, second)) {
      assertThat(troubles(lines, noted)).as(noted).isEmpty();
    }
    assertThat(troubles(lines, AuditKey.hex(SigningKey.inMemory().publicKey()))).isNotEmpty();
    List<String> without = new ArrayList<>(lines);
    without.removeIf(line -> line.startsWith("{\"key\":{\"number\":2"));
    assertThat(troubles(without, first)).isNotEmpty();
  }

  private List<Trouble> troubles(List<String> lines, String noted) throws Exception {
    Path file = Files.write(folder.resolve(UUID.randomUUID().toString()), lines);
    List<Trouble> troubles = new ArrayList<>();
    ExportFile.check(file, Optional.of(noted), troubles::add);
    return troubles;
  }
}
