package dev.trestle.transport.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadSenderTest {
  private final RecordingHandler handler = new RecordingHandler();

  @Test
  void everyMessageIsSentOnceAndItsOwnAnswerComesBack() throws Exception {
    try (MllpServer server = MllpServer.start(MllpServerTest.LOCAL, handler)) {
      List<String> wrong = new CopyOnWriteArrayList<>();
      LoadReport report =
          sender(server, 8, 0)
              .send(
                  messages(500),
                  (number, message, result) -> {
                    String answer =
                        result instanceof SendResult.Answered answered
                            ? RecordingHandler.text(answered.answer())
                            : result.toString();
                    if (!answer.equals("ACK " + RecordingHandler.text(message))) {
                      wrong.add(answer);
                    }
                    return true;
                  });
      assertThat(wrong).isEmpty();
      assertThat(report.answered()).isEqualTo(500);
      assertThat(report.allAnswered()).isTrue();
      assertThat(handler.messages).doesNotHaveDuplicates().hasSize(500);
      assertThat(report.latencies().percentile(50)).isPositive();
    }
  }

  @Test
  void overOneConnectionTheOrderStays() throws Exception {
    try (MllpServer server = MllpServer.start(MllpServerTest.LOCAL, handler)) {
      sender(server, 1, 0).send(messages(100), (number, message, result) -> true);
      assertThat(handler.messages)
          .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> "MSH|" + i).toList());
    }
  }

  @Test
  void theRateIsKeptFromTheStart() throws Exception {
    try (MllpServer server = MllpServer.start(MllpServerTest.LOCAL, handler)) {
      LoadReport report =
          sender(server, 4, 200).send(messages(100), (number, message, result) -> true);
      // The last of 100 messages is due after 99/200 s.
      assertThat(report.took()).isBetween(Duration.ofMillis(495), Duration.ofMillis(2000));
    }
  }

  @Test
  void theCallbackCanStopTheRunAndItsFailureIsSeen() throws Exception {
    try (MllpServer server = MllpServer.start(MllpServerTest.LOCAL, handler)) {
      LoadReport report =
          sender(server, 1, 0).send(messages(100), (number, message, result) -> number < 9);
      assertThat(report.answered()).isEqualTo(10);
      LoadSender failing = sender(server, 2, 0);
      assertThatThrownBy(
              () ->
                  failing.send(
                      messages(100),
                      (number, message, result) -> {
                        throw new IllegalStateException("the callback");
                      }))
          .hasMessage("the callback");
    }
  }

  @Test
  void unansweredMessagesAreCountedByKind() throws Exception {
    MllpServer server = MllpServer.start(MllpServerTest.LOCAL, handler);
    LoadSender sender = sender(server, 2, 0);
    server.close();
    LoadReport report = sender.send(messages(10), (number, message, result) -> true);
    assertThat(report.notSent()).isEqualTo(10);
    assertThat(report.allAnswered()).isFalse();
  }

  @Test
  void percentilesAreWithinTwoPercent() {
    Latencies latencies = new Latencies();
    for (int i = 1; i <= 100_000; i++) {
      latencies.add(Duration.ofNanos(i * 1000L));
    }
    assertThat(latencies.percentile(50).toNanos() / 1000.0).isBetween(50_000.0, 51_000.0);
    assertThat(latencies.percentile(99).toNanos() / 1000.0).isBetween(99_000.0, 100_000.0);
    assertThat(latencies.max()).isEqualTo(Duration.ofMillis(100));
    assertThat(new Latencies().percentile(99)).isZero();
  }

  private static LoadSender sender(MllpServer server, int connections, double perSecond) {
    return new LoadSender(MllpTarget.of("127.0.0.1", server.port(), null), connections, perSecond);
  }

  private static Iterator<byte[]> messages(int count) {
    return IntStream.range(0, count).mapToObj(i -> RecordingHandler.bytes("MSH|" + i)).iterator();
  }
}
