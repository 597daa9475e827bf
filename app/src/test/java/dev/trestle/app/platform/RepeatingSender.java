package dev.trestle.app.platform;

import dev.trestle.semantics.hl7v2.AnswerReader;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A hospital's interface engine: one connection, one message at a time, the same bytes again until
 * they are accepted. Every message gives one of its patients a new given name, all with one event
 * time, so that only the order of receipt decides which name stands.
 */
final class RepeatingSender extends Thread {
  private final int number;
  private final int patients;
  private final MllpClient client;
  private final CountDownLatch stop;
  private volatile int accepted;

  private RepeatingSender(int number, int patients, int port, CountDownLatch stop) {
    super("sender-" + number);
    this.number = number;
    this.patients = patients;
    this.client =
        new MllpClient(
            MllpTarget.of("localhost", port, null).withAnswerTimeout(Duration.ofSeconds(10)));
    this.stop = stop;
  }

  /** So many senders, sending. */
  static List<RepeatingSender> start(int senders, int patientsEach, int port, CountDownLatch stop) {
    List<RepeatingSender> all = new ArrayList<>();
    for (int i = 0; i < senders; i++) {
      all.add(new RepeatingSender(i, patientsEach, port, stop));
    }
    all.forEach(Thread::start);
    return all;
  }

  /** Ends them when each one's last message is accepted. */
  static void stop(List<RepeatingSender> senders, CountDownLatch stop) throws InterruptedException {
    stop.countDown();
    for (RepeatingSender sender : senders) {
      sender.join(TimeUnit.MINUTES.toMillis(2));
    }
  }

  /** Every sender gets messages about all of its patients through. */
  static void awaitProgress(List<RepeatingSender> senders, String what) {
    List<Integer> before = senders.stream().map(RepeatingSender::accepted).toList();
    Awaitility.await("progress, " + what)
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              for (int i = 0; i < senders.size(); i++) {
                RepeatingSender sender = senders.get(i);
                if (sender.accepted() < before.get(i) + sender.patients) {
                  return false;
                }
              }
              return true;
            });
  }

  /** Messages that were accepted; they are numbers 1 to this. */
  int accepted() {
    return accepted;
  }

  /** The patient that message number n is about. */
  String mrn(int n) {
    return "CRASH" + number + "P" + n % patients;
  }

  @Override
  public void run() {
    try (client) {
      for (int n = 1; stop.getCount() > 0; n++) {
        byte[] message = message(n);
        while (!isAccepted(message)) {
          if (stop.await(20, TimeUnit.MILLISECONDS)) {
            // The last one must be accepted too: otherwise nobody knows whether it is there.
            stopping(message);
            break;
          }
        }
        accepted = n;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopping(byte[] message) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    while (!isAccepted(message)) {
      if (never.await(50, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private boolean isAccepted(byte[] message) {
    SendResult result = client.send(message);
    if (result instanceof SendResult.Answered answered) {
      Optional<AnswerReader.Answer> answer = AnswerReader.read(answered.answer());
      return answer.isPresent() && answer.get().accepted();
    }
    return false;
  }

  private byte[] message(int n) {
    String type = n <= patients ? "A04" : "A08";
    return ("MSH|^~\\&|ADT"
            + number
            + "|CRASH|T|T|20260101120000+0000||ADT^"
            + type
            + "|S"
            + number
            + "N"
            + n
            + "|P|2.5.1\r"
            + "EVN|"
            + type
            + "|20260101120000+0000\r"
            + "PID|1||"
            + mrn(n)
            + "^^^HOSP^MR||CRASHER^N"
            + n
            + "||19700101|F\r"
            + "PV1|1|O|||||||||||||||||V"
            + mrn(n)
            + "^^^HOSP\r")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
