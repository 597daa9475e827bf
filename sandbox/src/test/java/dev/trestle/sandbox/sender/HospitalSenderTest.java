package dev.trestle.sandbox.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trestle.kernel.message.AnswerCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.sandbox.Sandbox;
import dev.trestle.sandbox.hospital.Hospital;
import dev.trestle.sandbox.hospital.SimulatedMessage;
import dev.trestle.sandbox.sender.Receiver.Behaviour;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.tls.ClientTls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HospitalSenderTest {
  private static final long SEED = 9;
  private static final int EACH = 40;
  private static final int ALL = 3 * EACH;
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration RETRY = Duration.ofMillis(10);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private static List<Hospital> hospitals() {
    return Sandbox.of(SEED, 300).hospitals();
  }

  private static SenderSettings settings(MllpTarget target) {
    return new SenderSettings(target, 0, EACH, RETRY);
  }

  /** All that the hospitals have to say, feed by feed in their order, as hexadecimal text. */
  private static List<String> said(String feed) {
    return hospitals().stream()
        .flatMap(h -> h.messages().limit(EACH))
        .filter(m -> m.feed().toString().equals(feed))
        .map(m -> hex(m.bytes()))
        .toList();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static List<String> allSaid() {
    return hospitals().stream()
        .flatMap(h -> h.messages().limit(EACH))
        .map(m -> hex(m.bytes()))
        .sorted()
        .toList();
  }

  private static List<String> distinct(List<byte[]> received) {
    return received.stream().map(HospitalSenderTest::hex).distinct().sorted().toList();
  }

  @Test
  void whatIsNotAnsweredIsSentAgainWithTheSameBytes() throws Exception {
    Set<String> dropped = ConcurrentHashMap.newKeySet();
    Receiver.Rule everySeventhOnce =
        (number, id) -> number % 11 == 3 && dropped.add(id) ? Behaviour.HANG_UP : Behaviour.ACCEPT;
    try (Receiver receiver = new Receiver(folder, 0, everySeventhOnce);
        HospitalSender sender =
            new HospitalSender(settings(receiver.target(ANSWER)), hospitals(), Witness.NONE)) {
      sender.start();
      assertThat(sender.awaitFinished(LIMIT)).isTrue();

      FeedReport total = sender.report().total();
      assertThat(total.answered()).isEqualTo(ALL).isEqualTo(total.accepted());
      assertThat(total.queued()).isZero();
      assertThat(dropped).hasSizeGreaterThan(5);
      assertThat(total.noAnswer()).isEqualTo(dropped.size()).isEqualTo(total.resent());
      assertThat(receiver.received()).hasSize(ALL + dropped.size());
      assertThat(distinct(receiver.received())).isEqualTo(allSaid().stream().distinct().toList());
    }
  }

  @Test
  void whoHasSentBeforeGoesOnWithTheNextMessageOfEachFeed() throws Exception {
    SortedMap<SourceName, Long> before = new TreeMap<>();
    before.put(SourceName.parse("mercy/adt"), 7L);
    before.put(SourceName.parse("northside/lab"), 3L);
    List<SimulatedMessage> answered = Collections.synchronizedList(new ArrayList<>());
    try (Receiver receiver = new Receiver(folder, 0, (number, id) -> Behaviour.ACCEPT);
        HospitalSender sender =
            new HospitalSender(
                settings(receiver.target(ANSWER)),
                hospitals(),
                before,
                (message, code) -> answered.add(message))) {
      sender.start();
      assertThat(sender.awaitFinished(LIMIT)).isTrue();
    }
    for (String feed : List.of("mercy/adt", "mercy/lab", "northside/lab")) {
      List<String> own =
          answered.stream()
              .filter(m -> m.feed().toString().equals(feed))
              .map(m -> hex(m.bytes()))
              .toList();
      long skipped = before.getOrDefault(SourceName.parse(feed), 0L);
      assertThat(own).as(feed).isEqualTo(said(feed).stream().skip(skipped).toList());
    }
  }

  @Test
  void aFeedKeepsItsOrder() throws Exception {
    List<SimulatedMessage> answered = Collections.synchronizedList(new ArrayList<>());
    Receiver.Rule sometimes =
        (number, id) -> number % 17 == 1 ? Behaviour.HANG_UP : Behaviour.ACCEPT;
    try (Receiver receiver = new Receiver(folder, 0, sometimes);
        HospitalSender sender =
            new HospitalSender(
                settings(receiver.target(ANSWER)),
                hospitals(),
                (message, code) -> answered.add(message))) {
      sender.start();
      assertThat(sender.awaitFinished(LIMIT)).isTrue();
    }
    for (String feed : List.of("mercy/adt", "mercy/lab", "stluke/adt", "northside/lab")) {
      List<String> own =
          answered.stream()
              .filter(m -> m.feed().toString().equals(feed))
              .map(m -> hex(m.bytes()))
              .toList();
      assertThat(own).as(feed).isEqualTo(said(feed));
    }
  }

  @Test
  void anAnswerToAnotherMessageCountsAsNone() throws Exception {
    Receiver.Rule first = (number, id) -> number < 6 ? Behaviour.ANSWER_ANOTHER : Behaviour.ACCEPT;
    try (Receiver receiver = new Receiver(folder, 0, first);
        HospitalSender sender =
            new HospitalSender(settings(receiver.target(ANSWER)), hospitals(), Witness.NONE)) {
      sender.start();
      assertThat(sender.awaitFinished(LIMIT)).isTrue();
      assertThat(sender.report().total().noAnswer()).isEqualTo(6);
      assertThat(sender.report().total().accepted()).isEqualTo(ALL);
    }
  }

  @Test
  void aReceiverThatStaysSilentGetsTheMessageAgain() throws Exception {
    Receiver.Rule first = (number, id) -> number == 0 ? Behaviour.STAY_SILENT : Behaviour.ACCEPT;
    try (Receiver receiver = new Receiver(folder, 0, first);
        HospitalSender sender =
            new HospitalSender(
                settings(receiver.target(Duration.ofSeconds(1))), hospitals(), Witness.NONE)) {
      sender.start();
      assertThat(sender.awaitFinished(LIMIT)).isTrue();
      assertThat(sender.report().total().resent()).isGreaterThanOrEqualTo(1);
      assertThat(sender.report().total().accepted()).isEqualTo(ALL);
    }
  }

  @Test
  void negativeAnswersAreCountedAndSendingGoesOn() throws Exception {
    Set<AnswerCode> seen = ConcurrentHashMap.newKeySet();
    Receiver.Rule rule =
        (number, id) ->
            number % 10 == 0
                ? Behaviour.ERROR
                : number % 10 == 1 ? Behaviour.REJECT : Behaviour.ACCEPT;
    try (Receiver receiver = new Receiver(folder, 0, rule);
        HospitalSender sender =
            new HospitalSender(
                settings(receiver.target(ANSWER)),
                hospitals(),
                (message, code) -> seen.add(code))) {
      sender.start();
      assertThat(sender.awaitFinished(LIMIT)).isTrue();
      FeedReport total = sender.report().total();
      assertThat(total.errors()).isEqualTo(ALL / 10);
      assertThat(total.rejected()).isEqualTo(ALL / 10);
      assertThat(total.accepted()).isEqualTo(ALL * 8 / 10);
      assertThat(seen).containsExactlyInAnyOrder(AnswerCode.AA, AnswerCode.AE, AnswerCode.AR);
    }
  }

  @Test
  void stoppingAndStartingAgainLosesNothing() throws Exception {
    Receiver.Rule rule = (number, id) -> number == 40 ? Behaviour.STAY_SILENT : Behaviour.ACCEPT;
    try (Receiver receiver = new Receiver(folder, 0, rule);
        HospitalSender sender =
            new HospitalSender(settings(receiver.target(LIMIT)), hospitals(), Witness.NONE)) {
      sender.start();
      await().atMost(LIMIT).until(() -> receiver.received().size() > 40);
      sender.stop();
      FeedReport stopped = sender.report().total();
      assertThat(stopped.answered()).isLessThan(ALL);
      sender.start();
      assertThat(sender.awaitFinished(LIMIT)).isTrue();
      assertThat(sender.report().total().accepted()).isEqualTo(ALL);
      assertThat(sender.report().total().resent()).isEqualTo(1);
      assertThat(distinct(receiver.received())).isEqualTo(allSaid().stream().distinct().toList());
    }
  }

  @Test
  void aReceiverThatIsNotThereIsTriedUntilItIs() throws Exception {
    int port;
    MllpTarget target;
    try (Receiver receiver = new Receiver(folder, 0, (number, id) -> Behaviour.ACCEPT)) {
      port = receiver.port();
      target = receiver.target(ANSWER);
    }
    try (HospitalSender sender = new HospitalSender(settings(target), hospitals(), Witness.NONE)) {
      sender.start();
      await().atMost(LIMIT).until(() -> sender.report().total().notConnected() > 6);
      assertThat(sender.report().total().transmissions()).isZero();
      try (Receiver receiver = new Receiver(folder, port, (number, id) -> Behaviour.ACCEPT)) {
        assertThat(sender.awaitFinished(LIMIT)).isTrue();
        assertThat(receiver.received()).hasSize(ALL);
      }
    }
  }

  @Test
  void aCertificateThatCannotBeReadIsSaidAndNotTriedForEver() throws Exception {
    ClientTls nowhere = ClientTls.trusting(folder.resolve("nothing.pem"));
    try (Receiver receiver = new Receiver(folder, 0, (number, id) -> Behaviour.ACCEPT);
        HospitalSender sender =
            new HospitalSender(
                settings(MllpTarget.of("127.0.0.1", receiver.port(), nowhere)),
                hospitals(),
                Witness.NONE)) {
      sender.start();
      assertThatThrownBy(() -> sender.awaitFinished(LIMIT))
          .isInstanceOf(IllegalStateException.class)
          .hasCauseInstanceOf(TrestleException.class);
    }
  }

  @Test
  void theRateIsHeld() throws Exception {
    try (Receiver receiver = new Receiver(folder, 0, (number, id) -> Behaviour.ACCEPT);
        HospitalSender sender =
            new HospitalSender(
                new SenderSettings(receiver.target(ANSWER), 100, EACH, RETRY),
                hospitals(),
                Witness.NONE)) {
      long start = System.nanoTime();
      sender.start();
      assertThat(sender.awaitFinished(LIMIT)).isTrue();
      double seconds = (System.nanoTime() - start) / 1e9;
      // 120 messages leave in 1.19 s, as the first leaves at once; slower only by the machine.
      assertThat(seconds).isBetween(1.1, 15.0);
      assertThat(sender.report().total().accepted()).isEqualTo(ALL);
    }
  }
}
