package dev.trestle.transport.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Enhanced mode on the wire: a second answer on the same connection, when it is there. */
class LaterAnswersTest {
  private static final MllpListenerSettings LOCAL =
      MllpListenerSettings.of("test", "127.0.0.1", 0, null)
          .with(ListenerPatience.DEFAULT.withClose(Duration.ofMillis(100)));

  private final Map<String, CompletableFuture<byte[]>> later = new ConcurrentHashMap<>();

  /** Takes each message at once, and says what became of it when the test does. */
  private final MllpHandler handler =
      new MllpHandler() {
        @Override
        public CompletableFuture<Optional<MllpAnswer>> onMessage(Peer peer, byte[] message) {
          String text = RecordingHandler.text(message);
          CompletableFuture<byte[]> outcome = new CompletableFuture<>();
          later.put(text, outcome);
          byte[] first = RecordingHandler.bytes(text.startsWith("quiet") ? "" : "CA " + text);
          return CompletableFuture.completedFuture(Optional.of(new MllpAnswer(first, outcome)));
        }

        @Override
        public void onIncident(Incident incident) {
          throw new AssertionError(incident.toString());
        }
      };

  private void became(String message, String answer) {
    await().until(() -> later.containsKey(message));
    later.getOrDefault(message, new CompletableFuture<>()).complete(RecordingHandler.bytes(answer));
  }

  @Test
  void secondAnswersComeInTheOrderOfTheMessagesAndHoldUpNoFirstAnswer() throws IOException {
    try (MllpServer server = MllpServer.start(LOCAL, handler);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write(RawPeer.frame("a") + RawPeer.frame("b"));
      assertThat(peer.readFrame()).isEqualTo("CA a");
      assertThat(peer.readFrame()).isEqualTo("CA b");
      became("b", "AA b");
      peer.write(RawPeer.frame("c"));
      assertThat(peer.readFrame()).isEqualTo("CA c");
      became("a", "AE a");
      assertThat(peer.readFrame()).isEqualTo("AE a");
      assertThat(peer.readFrame()).isEqualTo("AA b");
      became("c", "");
      peer.write(RawPeer.frame("quiet"));
      became("quiet", "AA quiet");
      assertThat(peer.readFrame()).isEqualTo("AA quiet");
      assertThat(server.laterAnswersDropped()).isZero();
    }
  }

  @Test
  void aPeerThatSendsNoMoreStillGetsItsSecondAnswer() throws IOException {
    try (MllpServer server = MllpServer.start(LOCAL, handler);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write(RawPeer.frame("a")).sayNoMore();
      assertThat(peer.readFrame()).isEqualTo("CA a");
      became("a", "AA a");
      assertThat(peer.readFrame()).isEqualTo("AA a");
      assertThat(peer.isClosedByOther()).isTrue();
    }
  }

  @Test
  void whenTheConnectionIsGoneTheSecondAnswerIsDroppedAndCounted() throws IOException {
    try (MllpServer server = MllpServer.start(LOCAL, handler)) {
      try (RawPeer peer = RawPeer.connect(server)) {
        peer.write(RawPeer.frame("a") + RawPeer.frame("b"));
        assertThat(peer.readFrame()).isEqualTo("CA a");
        assertThat(peer.readFrame()).isEqualTo("CA b");
        peer.reset();
      }
      await().until(() -> server.laterAnswersDropped() == 2);
      await().until(() -> server.connections() == 0);
      became("a", "AA a");
      assertThat(server.heldBytes()).isZero();
    }
  }

  @Test
  void messagesWhoseOutcomeIsAwaitedCountForThePipeline() throws IOException {
    try (MllpServer server =
            MllpServer.start(LOCAL.with(ListenerLimits.DEFAULT.withPipeline(2)), handler);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write(RawPeer.frame("a") + RawPeer.frame("b") + RawPeer.frame("c"));
      assertThat(peer.readFrame()).isEqualTo("CA a");
      assertThat(peer.readFrame()).isEqualTo("CA b");
      assertThat(later).hasSize(2);
      became("a", "AA a");
      assertThat(peer.readFrame()).isEqualTo("AA a");
      assertThat(peer.readFrame()).isEqualTo("CA c");
    }
  }
}
