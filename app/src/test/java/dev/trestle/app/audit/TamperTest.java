package dev.trestle.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.audit.Trouble.Kind;
import dev.trestle.kernel.sealing.SigningKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever can write to the tables changes the audit in every way; each is found and named. */
class TamperTest {
  private final AuditRig rig = new AuditRig();
  private final BlockSealer sealer = rig.sealer();

  @BeforeEach
  void threeBlocksThatAreWhole() {
    for (String actor : List.of("anna", "bert", "carl")) {
      rig.events(actor, 3);
      sealer.seal();
    }
    assertThat(rig.check()).isEmpty();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static String eventOf(long block, int place) {
    return "(select lower(members) + " + place + " from audit_block where number = " + block + ")";
  }

  private void assertFound(long block, Kind kind) {
    assertThat(rig.check())
        .extracting(Trouble::block, Trouble::kind)
        .contains(org.assertj.core.api.Assertions.tuple(block, kind));
  }

  @Test
  void aChangeOfAnyColumnOfAnEventIsFound() {
    for (String change :
        List.of(
            "at = at + interval '1 microsecond'",
            "actor = 'nobody'",
            "action = 'vread'",
            "outcome = 4",
            "type = 'Patient'",
            "target = gen_random_uuid()",
            "patients = '{}'",
            "patients = null",
            "event = gen_random_uuid()",
            "detail = null",
            "detail = detail || '\\x00'")) {
      rig.tamper(
          "create table kept as select * from audit_event where id = " + eventOf(2, 1),
          "update audit_event set " + change + " where id = " + eventOf(2, 1));
      List<Trouble> troubles = rig.check();
      assertThat(troubles).as(change).hasSize(1);
      assertThat(troubles.get(0).kind()).isEqualTo(Kind.EVENT_CHANGED);
      assertThat(troubles.get(0).block()).isEqualTo(2);
      assertThat(troubles.get(0).event())
          .isEqualTo(rig.text("select event from audit_event where id = " + eventOf(2, 1)));
      rig.tamper(
          "delete from audit_event where id = " + eventOf(2, 1),
          "insert into audit_event overriding system value select * from kept",
          "drop table kept");
      assertThat(rig.check()).isEmpty();
    }
  }

  @Test
  void aChangeOfAnyColumnOfABlockIsFound() {
    for (String change :
        List.of(
            "previous = sha256('x')",
            "sealed_at = sealed_at + interval '1 second'",
            "first_at = first_at - interval '1 second'",
            "last_at = last_at + interval '1 second'",
            "members = members - int8multirange(int8range(upper(members) - 1, upper(members)))",
            "members = '{(,)}'",
            "digests = sha256('x') || substring(digests from 33)",
            "signer = sha256('x')",
            "hash = sha256('x')",
            "signature = signature || '\\x00'")) {
      rig.tamper(
          "create table kept as select * from audit_block where number = 2",
          "update audit_block set " + change + " where number = 2");
      assertThat(rig.check()).as(change).isNotEmpty().extracting(Trouble::block).contains(2L);
      rig.tamper(
          "delete from audit_block where number = 2",
          "insert into audit_block select * from kept",
          "drop table kept");
      assertThat(rig.check()).isEmpty();
    }
  }

  @Test
  void anEventThatWasDeletedIsFound() {
    rig.tamper("delete from audit_event where id = " + eventOf(2, 0));
    assertFound(2, Kind.EVENT_MISSING);
  }

  @Test
  void anEventThatWasPutInIsFoundWhateverItsTime() {
    String insert =
        "insert into audit_event (id, event, at, actor, action, outcome)"
            + " overriding system value values (-7, gen_random_uuid(), %s, 'x', 'read', 0)";
    for (String at : List.of("'2026-01-31'", "'2999-01-01'")) {
      rig.tamper("delete from audit_event where id = -7", insert.formatted(at));
      assertFound(0, Kind.EVENT_UNSEALED);
    }
  }

  @Test
  void twoEventsThatChangedPlacesAreFound() {
    rig.tamper(
        "create table two as select * from audit_event where id in (%s, %s)"
            .formatted(eventOf(1, 0), eventOf(3, 2)),
        "delete from audit_event where id in (select id from two)",
        "insert into audit_event (id, at, actor, action, outcome, type, target, patients, detail, event)"
            + " overriding system value select (select o.id from two o where o.id <> two.id),"
            + " at, actor, action, outcome, type, target, patients, detail, event from two");
    assertFound(1, Kind.EVENT_CHANGED);
    assertFound(3, Kind.EVENT_CHANGED);
  }

  @Test
  void sealedDetailsThatChangedPlacesAreFound() {
    rig.tamper(
        "update audit_event e set detail = o.detail from audit_event o"
            + " where (e.id = %1$s and o.id = %2$s) or (e.id = %2$s and o.id = %1$s)"
                .formatted(eventOf(1, 0), eventOf(3, 2)));
    assertFound(1, Kind.EVENT_CHANGED);
    assertFound(3, Kind.EVENT_CHANGED);
  }

  @Test
  void aBlockThatWasTakenOutIsFound() {
    rig.tamper("delete from audit_block where number = 2");
    assertFound(2, Kind.BLOCK_MISSING);
    assertFound(0, Kind.EVENT_UNSEALED);
  }

  @Test
  void twoBlocksThatChangedPlacesAreFound() {
    rig.tamper(
        "update audit_block set number = 99 where number = 1",
        "update audit_block set number = 1 where number = 2",
        "update audit_block set number = 2 where number = 99");
    assertFound(1, Kind.BLOCK_CHANGED);
    assertFound(2, Kind.BLOCK_CHANGED);
  }

  @Test
  void theLastBlockThatWasTakenAwayIsFoundAndTheSealerSaysSo() {
    rig.tamper("delete from audit_block where number = 3");
    assertFound(3, Kind.BLOCK_MISSING);
    assertFound(0, Kind.EVENT_UNSEALED);
    rig.events("dora", 1);
    sealer.seal();
    assertThat(sealer.broken()).isTrue();
    assertFound(3, Kind.BLOCK_MISSING);
  }

  @Test
  void anEndThatWasCutOffWithoutTraceIsFoundByTheHeadThatWasNoted() {
    String head = rig.text("select encode(hash, 'hex') from audit_block where number = 3");
    cutOffTheEnd();
    assertThat(rig.check()).isEmpty();
    assertThat(rig.check(new ChainCheck.Question(1, Optional.of(head))))
        .extracting(Trouble::kind)
        .containsExactly(Kind.HEAD_UNKNOWN);
    rig.events("forged", 3);
    rig.sealer().seal();
    assertThat(rig.check()).isEmpty();
    assertThat(rig.check(new ChainCheck.Question(1, Optional.of(head)))).hasSize(1);
    String kept = rig.text("select encode(hash, 'hex') from audit_block where number = 2");
    assertThat(rig.check(new ChainCheck.Question(1, Optional.of(kept)))).isEmpty();
  }

  @Test
  void theSealerThatRunsSeesAnEndThatWasCutOffWithoutTrace() {
    cutOffTheEnd();
    rig.events("dora", 1);
    sealer.seal();
    assertThat(sealer.broken()).isTrue();
    assertFound(3, Kind.BLOCK_MISSING);
  }

  private void cutOffTheEnd() {
    rig.tamper(
        "delete from audit_event where id >= " + eventOf(3, 0),
        "delete from audit_block where number = 3",
        "update audit_head set number = 2, last_id = (select max(id) from audit_event),"
            + " hash = (select hash from audit_block where number = 2)");
  }

  @Test
  void aBlockThatWasSealedAgainWithAnotherKeyIsFound() {
    rig.tamper("update audit_event set actor = 'nobody' where id = " + eventOf(3, 0));
    SigningKey forged = SigningKey.inMemory();
    rig.jdbi.useHandle(
        handle -> {
          Block.Link before = BlockStore.blocks(handle, 2, 1).get(0).link();
          Block block =
              Block.seal(
                  before,
                  AuditRig.THEN,
                  BlockStore.events(handle, BlockStore.blocks(handle, 3, 1).get(0)),
                  forged);
          rig.tamper(
              "update audit_block set digests = '\\x%s', hash = '\\x%s', signature = '\\x%s', signer = '\\x%s' where number = 3"
                  .formatted(
                      hex(block.digests()),
                      hex(block.hash()),
                      hex(block.signature()),
                      hex(block.signer())),
              "update audit_block set sealed_at = timestamptz '2026-01-31 12:00:00Z' where number = 3",
              "update audit_head set hash = '\\x%s'".formatted(hex(block.hash())));
        });
    List<Trouble> troubles = rig.check();
    assertThat(troubles).extracting(Trouble::kind).containsExactly(Kind.SIGNATURE_WRONG);
    assertThat(troubles.get(0).block()).isEqualTo(3);
  }

  @Test
  void theSealersNotesProveNothing() {
    rig.tamper("update audit_head set number = 0, hash = sha256('x'), open = '{[1,1000)}'");
    sealer.seal();
    assertThat(sealer.broken()).isTrue();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
