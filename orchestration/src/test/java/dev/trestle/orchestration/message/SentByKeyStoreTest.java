package dev.trestle.orchestration.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.orchestration.Rig;
import dev.trestle.orchestration.intake.EntryMaker;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SentByKeyStoreTest {
  private static final Keyring KEYRING = Keyring.fixedForOfflineUse();
  private final Rig rig = new Rig();
  private final SentByKeyStore store = new SentByKeyStore(rig.plain());
  private final MessageStore messages = new MessageStore(rig.plain());
  private final MessageIndex index = new MessageIndex(rig.plain());

  @AfterEach
  void close() {
    index.close();
    rig.close();
  }

  private static Hash128 patient(String number) {
    return EntryMaker.patientKey(KEYRING, "mercy", "A", number);
  }

  @Test
  void aPatientsMessagesAreCountedOnceHoweverManyOfTheKeysTheyHave() {
    rig.send("c1|ADT^A01|P||P1|x");
    rig.send("c2|ADT^A01|P||P2|x");
    rig.send("c3|ADT^A40|P||P1,P2|x");
    rig.send("c4|ADT^A01|P||P3|x");
    rig.settle();
    index.drain();
    List<SentByKeyStore.Received> both = store.bySource(List.of(patient("1"), patient("2")));
    assertThat(both).hasSize(1);
    assertThat(both.get(0).messages()).isEqualTo(3);
    assertThat(both.get(0).newest()).isEqualTo(3);
    assertThat(both.get(0).source()).isEqualTo(messages.find(1).orElseThrow().source());
    assertThat(both.get(0).first()).isEqualTo(messages.find(1).orElseThrow().receivedAt());
    assertThat(both.get(0).last()).isEqualTo(messages.find(3).orElseThrow().receivedAt());
    assertThat(store.bySource(List.of(patient("9")))).isEmpty();
    assertThat(store.bySource(List.of())).isEmpty();
  }
}
