package dev.trestle.transport.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Big messages and many of them: their senders wait, and nobody is turned away. */
class ReceiveRoomTest {
  private static final int BIG = ReceiveRoom.BIG_BYTES + 500_000;
  private static final long LIMIT = 2L * ReceiveRoom.BIG_BYTES;
  private static final MllpListenerSettings LOCAL =
      MllpListenerSettings.of("test", "127.0.0.1", 0, null)
          .with(new ListenerLimits(LIMIT, 100, 64, 4 * LIMIT, 0))
          .with(ListenerPatience.DEFAULT.withClose(Duration.ofMillis(100)));

  private static String big(char filler) {
    return String.valueOf(filler).repeat(BIG);
  }

  @Test
  void twentyBigMessagesAtOnceAreAllTakenWithRoomForTwo() throws Exception {
    ReceiveRoom room = new ReceiveRoom(2 * LIMIT);
    AtomicLong most = new AtomicLong();
    RecordingHandler handler =
        new RecordingHandler(
            message -> {
              most.accumulateAndGet(room.takenBytes(), Math::max);
              return CompletableFuture.supplyAsync(
                  () -> Optional.of(RecordingHandler.bytes("ACK " + message.length())));
            });
    ExecutorService senders = Executors.newFixedThreadPool(20);
    // What all hold together is another limit, and not what this is about: some of them are read up
    // to the size of a big message before it is known how many come.
    MllpListenerSettings ample = LOCAL.with(new ListenerLimits(LIMIT, 100, 64, 8 * LIMIT, 0));
    try (MllpServer server = MllpServer.start(ample, handler, room)) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(senders.submit(() -> sendBig(server)));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("ACK " + BIG + "ACK 5");
      }
      assertThat(most.get()).isBetween(LIMIT, 2 * LIMIT);
      assertThat(handler.incidents).isEmpty();
      await().until(() -> room.takenBytes() == 0 && server.heldBytes() == 0);
    } finally {
      senders.shutdownNow();
    }
  }

  private static String sendBig(MllpServer server) throws IOException {
    try (RawPeer peer = RawPeer.connect(server)) {
      peer.write(RawPeer.frame(big('x')) + RawPeer.frame("small"));
      return peer.readFrame() + peer.readFrame();
    }
  }

  @Test
  void whoWaitsForRoomHoldsUpNobodyAndOneThatGoesAwayGivesItsRoomBack() throws Exception {
    ReceiveRoom room = new ReceiveRoom(LIMIT);
    RecordingHandler handler = new RecordingHandler();
    try (MllpServer server = MllpServer.start(LOCAL, handler, room);
        RawPeer second = RawPeer.connect(server);
        RawPeer small = RawPeer.connect(server)) {
      RawPeer first = RawPeer.connect(server);
      first.write(RawPeer.VT + big('1'));
      await().until(() -> room.takenBytes() == LIMIT);
      second.write(RawPeer.frame(big('2')));
      await().until(() -> room.waiting() == 1);
      small.write(RawPeer.frame("m"));
      assertThat(small.readFrame()).isEqualTo("ACK m");
      first.reset();
      assertThat(second.readFrame()).hasSize(BIG + 4);
      assertThat(handler.messages).hasSize(2);
      await().until(() -> room.takenBytes() == 0 && room.waiting() == 0);
    }
  }

  @Test
  void whatComesBehindABigMessageIsHandedOverWhenThatIsAnswered() throws Exception {
    ConcurrentLinkedQueue<CompletableFuture<Optional<byte[]>>> open = new ConcurrentLinkedQueue<>();
    RecordingHandler handler =
        new RecordingHandler(
            message -> {
              CompletableFuture<Optional<byte[]>> answer = new CompletableFuture<>();
              open.add(answer);
              return answer;
            });
    try (MllpServer server = MllpServer.start(LOCAL, handler);
        RawPeer peer = RawPeer.connect(server);
        RawPeer other = RawPeer.connect(server)) {
      peer.write(RawPeer.frame(big('x')) + RawPeer.frame("behind"));
      await().until(() -> open.size() == 1);
      other.write(RawPeer.frame("other"));
      await().until(() -> open.size() == 2);
      assertThat(handler.messages.get(1)).isEqualTo("other");
      open.remove().complete(Optional.of(RecordingHandler.bytes("big")));
      assertThat(peer.readFrame()).isEqualTo("big");
      await().until(() -> open.size() == 2);
      assertThat(handler.messages.get(2)).isEqualTo("behind");
      open.forEach(answer -> answer.complete(Optional.of(RecordingHandler.bytes("ok"))));
      assertThat(peer.readFrame()).isEqualTo("ok");
    }
  }

  @Test
  void whenVeryMuchIsUnansweredEachConnectionHasOneMessageUnderWay() throws Exception {
    ReceiveRoom room = new ReceiveRoom(LIMIT);
    room.unanswered(ReceiveRoom.MESSAGES);
    CompletableFuture<Optional<byte[]>> first = new CompletableFuture<>();
    RecordingHandler handler =
        new RecordingHandler(
            message ->
                message.equals("a")
                    ? first
                    : CompletableFuture.completedFuture(Optional.of(RecordingHandler.bytes("ok"))));
    try (MllpServer server = MllpServer.start(LOCAL, handler, room);
        RawPeer peer = RawPeer.connect(server);
        RawPeer other = RawPeer.connect(server)) {
      peer.write(RawPeer.frame("a") + RawPeer.frame("b"));
      other.write(RawPeer.frame("c"));
      assertThat(other.readFrame()).isEqualTo("ok");
      assertThat(handler.messages).doesNotContain("b");
      first.complete(Optional.of(RecordingHandler.bytes("1")));
      assertThat(peer.readFrame()).isEqualTo("1");
      assertThat(peer.readFrame()).isEqualTo("ok");
    }
  }
}
