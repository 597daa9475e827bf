package dev.trestle.transport.mllp;

import static dev.trestle.transport.mllp.RawPeer.END;
import static dev.trestle.transport.mllp.RawPeer.FS;
import static dev.trestle.transport.mllp.RawPeer.VT;
import static dev.trestle.transport.mllp.RawPeer.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.transport.mllp.SendResult.Answered;
import dev.trestle.transport.mllp.SendResult.NoAnswer;
import dev.trestle.transport.mllp.SendResult.NotSent;
import dev.trestle.transport.mllp.SendResult.Unreadable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The client against receivers that answer late, wrongly, in pieces, or not. */
class MllpClientTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  @Test
  void anAnswerCutAnywhereIsTheAnswer() throws IOException {
    String answer = frame("MSA|AA|1");
    for (int cut = 1; cut < answer.length(); cut++) {
      String head = answer.substring(0, cut);
      String tail = answer.substring(cut);
      try (Receiver receiver = new Receiver(peer -> peer.write(head).write(tail));
          MllpClient client = receiver.client(SHORT)) {
        assertThat(answer(client.send(bytes("1")))).as("cut at %d", cut).isEqualTo("MSA|AA|1");
      }
    }
  }

  @Test
  void aLateAnswerIsNeverTakenForTheNextMessage() throws IOException {
    List<RawPeer> received = new CopyOnWriteArrayList<>();
    try (Receiver receiver =
            new Receiver(
                peer -> {
                  received.add(peer);
                  if (received.size() == 2) {
                    answerLate(received.get(0));
                    peer.write(frame("answer 2"));
                  }
                });
        MllpClient client = receiver.client(SHORT)) {
      assertThat(client.send(bytes("1")))
          .isInstanceOfSatisfying(
              NoAnswer.class, r -> assertThat(r.code()).isEqualTo(ProblemCode.NO_ANSWER));
      assertThat(answer(client.send(bytes("2")))).isEqualTo("answer 2");
    }
  }

  private static void answerLate(RawPeer first) {
    try {
      first.write(frame("answer 1, late"));
    } catch (IOException e) {
      // The client has closed that connection: as it should be.
    }
  }

  @Test
  void anUnaskedSecondAnswerIsNotTakenForTheNextMessage() throws IOException {
    AtomicReference<Integer> number = new AtomicReference<>(0);
    try (Receiver receiver =
            new Receiver(
                peer -> {
                  int n = number.updateAndGet(i -> i + 1);
                  peer.write(frame("CA " + n) + frame("AA " + n));
                });
        MllpClient client = receiver.client(SHORT)) {
      for (int i = 1; i <= 3; i++) {
        assertThat(answer(client.send(bytes("m")))).isEqualTo("CA " + i);
      }
    }
  }

  @Test
  void aLineFeedBehindEachAnswerDoesNoHarm() throws IOException {
    try (Receiver receiver = new Receiver(peer -> peer.write(frame("AA") + "\n"));
        MllpClient client = receiver.client(SHORT)) {
      for (int i = 0; i < 5; i++) {
        assertThat(answer(client.send(bytes("m")))).isEqualTo("AA");
      }
      assertThat(receiver.accepted).hasSize(1);
    }
  }

  @Test
  void anAnswerWithoutItsLastCrIsTakenAfterAPause() throws IOException {
    try (Receiver receiver = new Receiver(peer -> peer.write(VT + "AA" + FS));
        MllpClient client = receiver.client(Duration.ofSeconds(5))) {
      assertThat(answer(client.send(bytes("m")))).isEqualTo("AA");
    }
  }

  @Test
  void garbageIsNotAnAnswer() throws IOException {
    for (String garbage : List.of("MSH|no frame\rMSA|AA|1\r" + END, "HTTP/1.1 400\r\n\r\n" + FS)) {
      try (Receiver receiver = new Receiver(peer -> peer.write(garbage));
          MllpClient client = receiver.client(SHORT)) {
        assertThat(client.send(bytes("m"))).isInstanceOf(Unreadable.class);
      }
    }
  }

  @Test
  void aReceiverThatClosesHasNotAnswered() throws IOException {
    try (Receiver receiver = new Receiver(RawPeer::close);
        MllpClient client = receiver.client(SHORT)) {
      assertThat(client.send(bytes("m"))).isInstanceOf(NoAnswer.class);
    }
    try (Receiver receiver = new Receiver(RawPeer::reset);
        MllpClient client = receiver.client(SHORT)) {
      assertThat(client.send(bytes("m"))).isInstanceOf(NoAnswer.class);
    }
  }

  @Test
  void aReceiverThatClosesAfterItsAnswerGetsTheNextMessageOnAFreshConnection() throws Exception {
    try (Receiver receiver =
            new Receiver(
                peer -> {
                  peer.write(frame("AA"));
                  peer.close();
                });
        MllpClient client = receiver.client(Duration.ofSeconds(5))) {
      assertThat(answer(client.send(bytes("1")))).isEqualTo("AA");
      // Longer than a connection goes unchecked; the close has arrived by then.
      await().pollDelay(Duration.ofMillis(1100)).until(() -> true);
      assertThat(answer(client.send(bytes("2")))).isEqualTo("AA");
    }
  }

  @Test
  void nobodyListeningIsNotSent() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (MllpClient client = new MllpClient(MllpTarget.of("127.0.0.1", port, null))) {
      assertThat(client.send(bytes("m")))
          .isInstanceOfSatisfying(
              NotSent.class,
              r -> assertThat(r.code()).isEqualTo(ProblemCode.DESTINATION_UNREACHABLE));
    }
  }

  @Test
  void aReceiverThatNeverReadsDoesNotHoldTheSenderForEver() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        MllpClient client =
            new MllpClient(
                MllpTarget.of("127.0.0.1", deaf.getLocalPort(), null).withAnswerTimeout(SHORT))) {
      assertThat(client.send(new byte[20_000_000])).isInstanceOf(NoAnswer.class);
    }
  }

  @Test
  void closingEndsASendUnderWay() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      MllpClient client = new MllpClient(MllpTarget.of("127.0.0.1", deaf.getLocalPort(), null));
      AtomicReference<SendResult> result = new AtomicReference<>();
      Thread sending = new Thread(() -> result.set(client.send(bytes("m"))));
      sending.start();
      deaf.accept().getInputStream().read();
      client.close();
      sending.join(5000);
      assertThat(result.get()).isInstanceOf(NoAnswer.class);
      assertThat(client.send(bytes("n"))).isInstanceOf(NotSent.class);
    }
  }

  private static String answer(SendResult result) {
    assertThat(result).isInstanceOf(Answered.class);
    return RecordingHandler.text(((Answered) result).answer());
  }

  private static byte[] bytes(String text) {
    return RecordingHandler.bytes(text);
  }

  /** Reads frames and does to each connection what it is told. */
  private static final class Receiver implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    final List<RawPeer> accepted = new CopyOnWriteArrayList<>();

    interface OnMessage {
      void answer(RawPeer peer) throws IOException;
    }

    Receiver(OnMessage onMessage) throws IOException {
      daemon(
          () -> {
            while (true) {
              RawPeer peer = new RawPeer(socket.accept());
              accepted.add(peer);
              daemon(
                  () -> {
                    while (true) {
                      peer.readFrame();
                      onMessage.answer(peer);
                    }
                  });
            }
          });
    }

    interface Work {
      void run() throws IOException;
    }

    private static void daemon(Work work) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (IOException e) {
                  // The test closed it.
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    MllpClient client(Duration answerTimeout) {
      MllpTarget target = MllpTarget.of("127.0.0.1", socket.getLocalPort(), null);
      return new MllpClient(target.withAnswerTimeout(answerTimeout));
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (RawPeer peer : new ArrayList<>(accepted)) {
        peer.close();
      }
    }
  }
}
