package dev.trestle.transport.mllp;

import static dev.trestle.transport.mllp.RawPeer.END;
import static dev.trestle.transport.mllp.RawPeer.FS;
import static dev.trestle.transport.mllp.RawPeer.VT;
import static dev.trestle.transport.mllp.RawPeer.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Real sockets, plain text on loopback. */
class MllpServerTest {
  static final MllpListenerSettings LOCAL = MllpListenerSettings.of("adt", "127.0.0.1", 0, null);

  private final RecordingHandler handler = new RecordingHandler();

  @Test
  void aMessageIsHandedOverAsItCameAndItsAnswerComesBackInAFrame() throws IOException {
    try (MllpServer server = start(handler);
        RawPeer peer = RawPeer.connect(server)) {
      assertThat(peer.write(frame("MSH|one\r")).readFrame()).isEqualTo("ACK MSH|one\r");
      assertThat(handler.messages).containsExactly("MSH|one\r");
      assertThat(handler.peers.get(0).listener()).isEqualTo("adt");
      assertThat(handler.peers.get(0).tls()).isFalse();
    }
  }

  @Test
  void aFrameCutAnywhereIsStillOneMessage() throws IOException {
    String stream = frame("MSH|caf\u00C3\u00A9\r");
    try (MllpServer server = start(handler);
        RawPeer peer = RawPeer.connect(server)) {
      for (int cut = 1; cut < stream.length(); cut++) {
        peer.write(stream.substring(0, cut)).write(stream.substring(cut));
        assertThat(peer.readFrame()).as("cut at %d", cut).isEqualTo("ACK MSH|caf\u00C3\u00A9\r");
      }
      assertThat(handler.incidents).isEmpty();
    }
  }

  @Test
  void aFrameInOneByteWritesIsOneMessage() throws IOException {
    try (MllpServer server = start(handler);
        RawPeer peer = RawPeer.connect(server)) {
      for (String b : frame("MSH|slow\r").split("")) {
        peer.write(b);
      }
      assertThat(peer.readFrame()).isEqualTo("ACK MSH|slow\r");
    }
  }

  @Test
  void fiftyFramesInOneWriteAreAnsweredInOrderAndTheUnfinishedLastWhenItIsWhole()
      throws IOException {
    StringBuilder stream = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      stream.append(frame("MSH|" + i)).append(i % 3 == 0 ? "\r\n" : "");
    }
    try (MllpServer server = start(handler);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write(stream + VT + "MSH|la");
      for (int i = 0; i < 50; i++) {
        assertThat(peer.readFrame()).isEqualTo("ACK MSH|" + i);
      }
      assertThat(peer.write("st" + END).readFrame()).isEqualTo("ACK MSH|last");
    }
  }

  @Test
  void answersLeaveInTheOrderOfTheFramesHoweverTheyBecomeReady() throws IOException {
    List<CompletableFuture<Optional<byte[]>>> open = new CopyOnWriteArrayList<>();
    RecordingHandler later = new RecordingHandler(message -> remember(open));
    try (MllpServer server = start(later);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write(frame("0") + frame("1") + frame("2"));
      await().until(() -> open.size() == 3);
      for (int i : new int[] {2, 0, 1}) {
        open.get(i).complete(Optional.of(RecordingHandler.bytes("A" + i)));
      }
      assertThat(List.of(peer.readFrame(), peer.readFrame(), peer.readFrame()))
          .containsExactly("A0", "A1", "A2");
    }
  }

  @Test
  void moreThanThePipelineIsNotReadBeforeAnswersLeave() throws IOException {
    List<CompletableFuture<Optional<byte[]>>> open = new CopyOnWriteArrayList<>();
    RecordingHandler later = new RecordingHandler(message -> remember(open));
    try (MllpServer server = start(pipeline(4), later);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write(frame("x").repeat(10));
      await().until(() -> open.size() == 4);
      open.get(0).complete(Optional.of(RecordingHandler.bytes("A")));
      assertThat(peer.readFrame()).isEqualTo("A");
      await().until(() -> open.size() == 5);
      assertThat(later.messages).hasSize(5);
    }
  }

  @Test
  void aHandlerThatFailsGivesNoAnswerAndTheConnectionCloses() throws IOException {
    for (RecordingHandler failing :
        List.of(
            new RecordingHandler(m -> CompletableFuture.failedFuture(new IOException("disk"))),
            new RecordingHandler(m -> CompletableFuture.completedFuture(Optional.empty())),
            new RecordingHandler(
                m -> {
                  throw new IllegalStateException("defect");
                }))) {
      try (MllpServer server = start(failing);
          RawPeer peer = RawPeer.connect(server)) {
        assertThat(peer.write(frame("MSH|1")).isClosedByOther()).isTrue();
      }
    }
  }

  @Test
  void answersBeforeAFailedOneStillLeaveAndLaterOnesNever() throws IOException {
    RecordingHandler second =
        new RecordingHandler(
            message ->
                CompletableFuture.completedFuture(
                    message.equals("2")
                        ? Optional.empty()
                        : Optional.of(RecordingHandler.bytes(message))));
    try (MllpServer server = start(second);
        RawPeer peer = RawPeer.connect(server)) {
      assertThat(peer.write(frame("1") + frame("2") + frame("3")).readFrame()).isEqualTo("1");
      assertThat(peer.isClosedByOther()).isTrue();
    }
  }

  @Test
  void noiseBetweenFramesIsRecordedAndTheFramesGoOn() throws IOException {
    try (MllpServer server = start(handler);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write(frame("a") + "PING" + frame("b"));
      assertThat(List.of(peer.readFrame(), peer.readFrame())).containsExactly("ACK a", "ACK b");
      assertThat(handler.incidents).hasSize(1);
      Incident incident = handler.incidents.get(0);
      assertThat(incident.code().id()).isEqualTo("frame-noise");
      assertThat(RecordingHandler.text(incident.firstBytes())).isEqualTo("PING");
      assertThat(incident.totalBytes()).isEqualTo(4);
      assertThat(incident.sha256()).hasSize(64);
      assertThat(incident.toString()).doesNotContain("PING");
    }
  }

  @Test
  void aConnectionClosedInsideAMessageIsRecordedWithItsBytes() throws IOException {
    try (MllpServer server = start(handler)) {
      RawPeer peer = RawPeer.connect(server);
      assertThat(peer.write(frame("whole") + VT + "MSH|half").readFrame()).isEqualTo("ACK whole");
      peer.close();
      await().until(() -> handler.incidents.size() == 1);
      assertThat(handler.incidentCodes()).containsExactly("frame-cut");
      assertThat(RecordingHandler.text(handler.incidents.get(0).firstBytes()))
          .isEqualTo("MSH|half");
      await().until(() -> server.connections() == 0);
    }
  }

  @Test
  void aPeerThatSaysNoMoreStillGetsItsAnswers() throws IOException {
    List<CompletableFuture<Optional<byte[]>>> open = new CopyOnWriteArrayList<>();
    RecordingHandler later = new RecordingHandler(message -> remember(open));
    try (MllpServer server = start(pipeline(2), later);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write(frame("1") + frame("2") + VT + "3" + FS).sayNoMore();
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        int number = i;
        await().until(() -> open.size() > number);
        open.get(i).complete(Optional.of(RecordingHandler.bytes("A" + i)));
        answers.add(peer.readFrame());
      }
      assertThat(answers).containsExactly("A0", "A1", "A2");
      assertThat(peer.isClosedByOther()).isTrue();
      assertThat(later.incidents).isEmpty();
    }
  }

  @Test
  void aMissingLastCrIsForgivenAfterAPause() throws IOException {
    try (MllpServer server = start(handler);
        RawPeer peer = RawPeer.connect(server)) {
      assertThat(peer.write(VT + "a" + FS).readFrame()).isEqualTo("ACK a");
      assertThat(peer.write(frame("b")).readFrame()).isEqualTo("ACK b");
    }
  }

  @Test
  void aSlowSenderIsCutOffAndRecorded() throws IOException {
    ListenerPatience patience = ListenerPatience.DEFAULT.withFrame(Duration.ofMillis(100));
    try (MllpServer server = start(LOCAL.with(patience), handler);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write(VT + "MSH|never ends");
      assertThat(peer.isClosedByOther()).isTrue();
      assertThat(handler.incidentCodes()).containsExactly("slow-sender");
      assertThat(handler.incidents.get(0).totalBytes()).isEqualTo(14);
    }
  }

  @Test
  void aFrameWithoutEndIsRefusedAtTheLimitAndItsFirstBytesAreKept() throws IOException {
    ListenerLimits limits = ListenerLimits.DEFAULT.withMessageBytes(200_000);
    try (MllpServer server = start(LOCAL.with(limits), handler);
        RawPeer peer = RawPeer.connect(server)) {
      try {
        peer.write(VT);
        for (int i = 0; i < 1000; i++) {
          peer.write("0123456789".repeat(100));
        }
        assertThat(peer.isClosedByOther()).isTrue();
      } catch (IOException closedWhileWriting) {
        assertThat(closedWhileWriting).isNotNull();
      }
      await().until(() -> handler.incidents.size() == 1);
      assertThat(handler.incidentCodes()).containsExactly("frame-too-large");
      assertThat(handler.incidents.get(0).firstBytes()).hasSize(65536);
      assertThat(handler.incidents.get(0).totalBytes()).isEqualTo(200_001);
      assertThat(handler.messages).isEmpty();
      await().until(() -> server.heldBytes() == 0);
    }
  }

  private static MllpListenerSettings pipeline(int messages) {
    return LOCAL
        .with(ListenerLimits.DEFAULT.withPipeline(messages))
        .with(ListenerPatience.DEFAULT.withClose(Duration.ofMillis(100)));
  }

  private static MllpServer start(MllpHandler handler) {
    return start(LOCAL, handler);
  }

  private static MllpServer start(MllpListenerSettings settings, MllpHandler handler) {
    return MllpServer.start(settings, handler);
  }

  static CompletableFuture<Optional<byte[]>> remember(
      List<CompletableFuture<Optional<byte[]>>> open) {
    CompletableFuture<Optional<byte[]>> answer = new CompletableFuture<>();
    open.add(answer);
    return answer;
  }
}
