package dev.trestle.transport.mllp;

import static dev.trestle.transport.mllp.RawPeer.VT;
import static dev.trestle.transport.mllp.RawPeer.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trestle.kernel.problem.ProblemCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Starting, stopping, crowds, and peers that vanish. */
class MllpServerLifeTest {
  private static final MllpListenerSettings LOCAL = MllpServerTest.LOCAL;
  private final RecordingHandler handler = new RecordingHandler();
  private final List<CompletableFuture<Optional<byte[]>>> open = new CopyOnWriteArrayList<>();
  private final RecordingHandler later =
      new RecordingHandler(message -> MllpServerTest.remember(open));

  @Test
  void aPortInUseIsNamedWithTheOptionToChange() {
    try (MllpServer server = MllpServer.start(LOCAL, handler)) {
      MllpListenerSettings same =
          MllpListenerSettings.of("second", "127.0.0.1", server.port(), null);
      assertThatThrownBy(() -> MllpServer.start(same, handler))
          .hasFieldOrPropertyWithValue("code", ProblemCode.PORT_TAKEN)
          .hasMessageContaining("Port " + server.port())
          .hasMessageContaining("second")
          .hasMessageContaining("`port`");
    }
  }

  @Test
  void aPortIsFreeAgainRightAfterClosing() throws IOException {
    MllpServer first = MllpServer.start(LOCAL, handler);
    try (RawPeer peer = RawPeer.connect(first)) {
      peer.write(frame("a")).readFrame();
      first.close();
    }
    MllpListenerSettings same = MllpListenerSettings.of("again", "127.0.0.1", first.port(), null);
    MllpServer.start(same, handler).close();
  }

  @Test
  void closingWaitsForTheAnswersInFlight() throws Exception {
    MllpServer server = MllpServer.start(LOCAL, later);
    try (RawPeer peer = RawPeer.connect(server);
        RawPeer idle = RawPeer.connect(server)) {
      peer.write(frame("1") + frame("2") + VT + "half");
      await().until(() -> open.size() == 2);
      Thread closing = new Thread(server::close);
      closing.start();
      assertThat(idle.isClosedByOther()).isTrue();
      open.get(1).complete(Optional.of(RecordingHandler.bytes("A2")));
      open.get(0).complete(Optional.of(RecordingHandler.bytes("A1")));
      assertThat(List.of(peer.readFrame(), peer.readFrame())).containsExactly("A1", "A2");
      assertThat(peer.isClosedByOther()).isTrue();
      closing.join(10_000);
      assertThat(closing.isAlive()).isFalse();
      assertThat(later.incidentCodes()).containsExactly("frame-cut");
    }
  }

  @Test
  void closingGivesUpOnAnswersThatDoNotComeAndMakesNoneUp() throws IOException {
    ListenerPatience patience = ListenerPatience.DEFAULT.withClose(Duration.ofMillis(100));
    MllpServer server = MllpServer.start(LOCAL.with(patience), later);
    try (RawPeer peer = RawPeer.connect(server)) {
      peer.write(frame("1"));
      await().until(() -> open.size() == 1);
      server.close();
      assertThat(peer.isClosedByOther()).isTrue();
      open.get(0).complete(Optional.of(RecordingHandler.bytes("too late")));
    }
  }

  @Test
  void aMessageBehindAChangeOfRulesIsNotTakenByTheOldOnes() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch changed = new CountDownLatch(1);
    RecordingHandler busy =
        new RecordingHandler(
            message -> {
              taken.countDown();
              awaitOrFail(changed);
              return CompletableFuture.completedFuture(
                  Optional.of(RecordingHandler.bytes("ACK " + message)));
            });
    try (MllpServer server = MllpServer.start(LOCAL, busy);
        RawPeer peer = RawPeer.connect(server)) {
      // The connection's thread is busy with the first when it is told to end.
      peer.write(frame("1") + frame("2"));
      awaitOrFail(taken);
      server.prepareTls(LOCAL).run();
      changed.countDown();
      assertThat(peer.readFrame()).isEqualTo("ACK 1");
      assertThat(peer.isClosedByOther()).isTrue();
      assertThat(busy.messages).containsExactly("1");
    }
  }

  private static void awaitOrFail(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void stoppedReadingHoldsEveryMessageBackAndLosesNone() throws IOException {
    try (MllpServer server = MllpServer.start(LOCAL, handler);
        RawPeer before = RawPeer.connect(server)) {
      before.write(frame("a")).readFrame();
      server.stopReading();
      before.write(frame("b") + frame("c"));
      try (RawPeer after = RawPeer.connect(server)) {
        after.write(frame("d"));
        await().until(() -> server.connections() == 2);
        await().during(Duration.ofMillis(200)).until(() -> handler.messages.equals(List.of("a")));
        server.resumeReading();
        assertThat(List.of(before.readFrame(), before.readFrame(), after.readFrame()))
            .containsExactly("ACK b", "ACK c", "ACK d");
      }
    }
  }

  @Test
  void timeInWhichWeDoNotReadIsNotHeldAgainstThePeer() throws IOException {
    ListenerPatience patience = ListenerPatience.DEFAULT.withFrame(Duration.ofMillis(300));
    try (MllpServer server = MllpServer.start(LOCAL.with(patience), handler);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write(VT + "half");
      await().until(() -> server.heldBytes() == 4);
      server.stopReading();
      peer.write("half\u001C\r");
      await().during(Duration.ofMillis(600)).until(() -> handler.incidents.isEmpty());
      server.resumeReading();
      assertThat(peer.readFrame()).isEqualTo("ACK halfhalf");
    }
  }

  @Test
  void fiveHundredIdleConnectionsCostNoThreadsWhileOneWorks() throws IOException {
    try (MllpServer server = MllpServer.start(LOCAL, handler)) {
      List<RawPeer> idle = new ArrayList<>();
      try {
        for (int i = 0; i < 500; i++) {
          idle.add(RawPeer.connect(server));
        }
        await().until(() -> server.connections() == 500);
        try (RawPeer working = RawPeer.connect(server)) {
          for (int i = 0; i < 200; i++) {
            assertThat(working.write(frame("MSH|" + i)).readFrame()).isEqualTo("ACK MSH|" + i);
          }
        }
        assertThat(idle.get(499).write(frame("late")).readFrame()).isEqualTo("ACK late");
        assertThat(threadsOf("mllp-adt")).isLessThanOrEqualTo(4);
      } finally {
        for (RawPeer each : idle) {
          each.close();
        }
      }
      await().until(() -> server.connections() == 0);
    }
    await().until(() -> threadsOf("mllp-adt") == 0);
  }

  @Test
  void oneConnectionTooManyIsClosedAndRecorded() throws IOException {
    try (MllpServer server =
            MllpServer.start(LOCAL.with(ListenerLimits.DEFAULT.withConnections(2)), handler);
        RawPeer first = RawPeer.connect(server)) {
      first.write(frame("1")).readFrame();
      try (RawPeer second = RawPeer.connect(server)) {
        second.write(frame("2")).readFrame();
        try (RawPeer third = RawPeer.connect(server)) {
          assertThat(third.isClosedByOther()).isTrue();
        }
        assertThat(handler.incidentCodes()).containsExactly("too-many-connections");
      }
      await().until(() -> server.connections() == 1);
      try (RawPeer fourth = RawPeer.connect(server)) {
        assertThat(fourth.write(frame("4")).readFrame()).isEqualTo("ACK 4");
      }
    }
  }

  @Test
  void aPeerThatResetsWithAnswersInFlightHarmsNobody() throws IOException {
    try (MllpServer server = MllpServer.start(LOCAL, later);
        RawPeer other = RawPeer.connect(server)) {
      RawPeer gone = RawPeer.connect(server);
      gone.write(frame("1"));
      await().until(() -> open.size() == 1);
      gone.reset();
      await().until(() -> server.connections() == 1);
      open.get(0).complete(Optional.of(RecordingHandler.bytes("A1")));
      other.write(frame("2"));
      await().until(() -> open.size() == 2);
      open.get(1).complete(Optional.of(RecordingHandler.bytes("A2")));
      assertThat(other.readFrame()).isEqualTo("A2");
      await().until(() -> server.heldBytes() == 0);
    }
  }

  @Test
  void aSilentPeerIsClosedWhenIdleConnectionsAreLimited() throws IOException {
    ListenerPatience patience = ListenerPatience.DEFAULT.withIdle(Duration.ofMillis(100));
    try (MllpServer server = MllpServer.start(LOCAL.with(patience), handler);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write(frame("a")).readFrame();
      assertThat(peer.isClosedByOther()).isTrue();
      assertThat(handler.incidents).isEmpty();
    }
  }

  @Test
  void aPeerThatNeverTakesItsAnswersIsDisconnectedAndHoldsLittle() throws IOException {
    RecordingHandler large =
        new RecordingHandler(
            message -> CompletableFuture.completedFuture(Optional.of(new byte[1_000_000])));
    ListenerPatience patience = ListenerPatience.DEFAULT.withAnswerWrite(Duration.ofMillis(300));
    try (MllpServer server = MllpServer.start(LOCAL.with(patience), large);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write(frame("x").repeat(1000));
      await().until(() -> server.connections() == 0);
      assertThat(large.messages.size()).isLessThan(100);
    }
  }

  @Test
  void connectionsTogetherHoldNoMoreThanTheListenerMay() throws IOException {
    ListenerLimits limits = ListenerLimits.DEFAULT.withMessageBytes(100_000).withHeldBytes(250_000);
    try (MllpServer server = MllpServer.start(LOCAL.with(limits), handler)) {
      List<RawPeer> peers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        RawPeer peer = RawPeer.connect(server);
        peers.add(peer);
        peer.write(VT + "x".repeat(80_000));
        int held = (i + 1) * 80_000;
        await().until(() -> server.heldBytes() == held || !handler.incidents.isEmpty());
      }
      await().until(() -> handler.incidentCodes().equals(List.of("queue-full")));
      assertThat(server.heldBytes()).isLessThanOrEqualTo(250_000);
      for (RawPeer peer : peers.subList(0, 3)) {
        assertThat(peer.write("\u001C\r").readFrame()).hasSize(80_004);
      }
      assertThat(peers.get(3).isClosedByOther()).isTrue();
      for (RawPeer peer : peers) {
        peer.close();
      }
    }
  }

  @Test
  void onePeerPutsNoMoreBytesOnRecordThanItsBudget() throws IOException {
    ListenerLimits limits = ListenerLimits.DEFAULT.withIncidentBytesPerHour(10);
    try (MllpServer server = MllpServer.start(LOCAL.with(limits), handler);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write("1234567" + frame("a") + "1234567" + frame("b") + "1234567" + frame("c"));
      for (int i = 0; i < 3; i++) {
        peer.readFrame();
      }
      assertThat(handler.incidents)
          .extracting(incident -> incident.firstBytes().length)
          .containsExactly(7, 3, 0);
      assertThat(handler.incidents).allMatch(incident -> incident.totalBytes() == 7);
    }
  }

  @Test
  void unframedTextIsRecordedAndClosedWhenNoFrameFollows() throws IOException {
    ListenerPatience patience = ListenerPatience.DEFAULT.withNoise(Duration.ofMillis(100));
    try (MllpServer server = MllpServer.start(LOCAL.with(patience), handler);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write("MSH|^~\\&|no frame\r");
      assertThat(peer.isClosedByOther()).isTrue();
      assertThat(handler.incidents).hasSize(1);
      assertThat(handler.incidents.get(0).detail()).isEqualTo("HL7 text without a start byte");
    }
  }

  @Test
  void aWebBrowserIsSentAwayAtOnce() throws IOException {
    try (MllpServer server = MllpServer.start(LOCAL, handler);
        RawPeer peer = RawPeer.connect(server)) {
      peer.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(peer.isClosedByOther()).isTrue();
      assertThat(handler.incidents.get(0).detail()).contains("HTTP request");
    }
  }

  @Test
  void aHandlerThatFailsOnAnIncidentDoesNotStopTheConnection() throws IOException {
    MllpHandler failing =
        new MllpHandler() {
          @Override
          public CompletableFuture<Optional<MllpAnswer>> onMessage(Peer peer, byte[] message) {
            return handler.onMessage(peer, message);
          }

          @Override
          public void onIncident(Incident incident) {
            throw new IllegalStateException("defect of the test's handler, on purpose");
          }
        };
    try (MllpServer server = MllpServer.start(LOCAL, failing);
        RawPeer peer = RawPeer.connect(server)) {
      assertThat(peer.write(frame("") + frame("a")).readFrame()).isEqualTo("ACK a");
    }
  }

  private static long threadsOf(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name))
        .count();
  }
}
