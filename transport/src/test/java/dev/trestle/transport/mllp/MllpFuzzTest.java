package dev.trestle.transport.mllp;

import static dev.trestle.transport.mllp.RawPeer.END;
import static dev.trestle.transport.mllp.RawPeer.FS;
import static dev.trestle.transport.mllp.RawPeer.VT;
import static dev.trestle.transport.mllp.RawPeer.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Random frames, noise and damage over real sockets, answered at random moments. */
class MllpFuzzTest {
  private static final int CONNECTIONS = 12;
  private static final int PARTS = 60;

  @Test
  void everyFrameIsAnsweredInOrderAndEveryDamageIsRecorded() throws Exception {
    for (long seed = 1; seed <= 3; seed++) {
      run(seed);
    }
  }

  private static void run(long seed) throws Exception {
    Random random = new Random(seed);
    ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
    RecordingHandler handler =
        new RecordingHandler(
            message -> {
              CompletableFuture<Optional<byte[]>> answer = new CompletableFuture<>();
              var unused =
                  later.schedule(
                      () -> answer.complete(Optional.of(RecordingHandler.bytes(message))),
                      message.hashCode() & 0xFFF,
                      TimeUnit.MICROSECONDS);
              return answer;
            });
    List<Script> scripts = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      scripts.add(new Script("s" + seed + "c" + i, new Random(random.nextLong())));
    }
    try (MllpServer server = MllpServer.start(MllpServerTest.LOCAL, handler)) {
      List<Thread> threads = new ArrayList<>();
      List<Throwable> failures = new CopyOnWriteArrayList<>();
      for (Script script : scripts) {
        Thread thread = new Thread(() -> script.play(server));
        thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).as("seed %d", seed).isEmpty();
      await().until(() -> server.connections() == 0 && server.heldBytes() == 0);
    } finally {
      later.shutdownNow();
    }
    List<String> messages = scripts.stream().flatMap(s -> s.messages.stream()).toList();
    List<String> incidents = scripts.stream().flatMap(s -> s.incidents.stream()).toList();
    assertThat(handler.messages).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(messages);
    assertThat(handler.incidents.stream().map(i -> i.code().id() + " " + i.totalBytes()).toList())
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(incidents);
  }

  /** What one connection sends, and what must come of it. */
  private static final class Script {
    private final String name;
    private final Random random;
    private final StringBuilder stream = new StringBuilder();
    final List<String> messages = new ArrayList<>();
    final List<String> incidents = new ArrayList<>();

    Script(String name, Random random) {
      this.name = name;
      this.random = random;
      for (int i = 0; i < PARTS; i++) {
        part(i);
      }
      if (random.nextBoolean()) {
        String cut = "MSH|" + text();
        stream.append(VT).append(cut);
        incidents.add("frame-cut " + cut.length());
      }
    }

    private void part(int number) {
      String message = "MSH|" + name + "|" + number + "|" + text();
      switch (random.nextInt(8)) {
        case 0 -> {
          // VT and FS would end it early.
          String noise = "noise" + text().replace(VT, "").replace(FS, "");
          stream.append(noise);
          incidents.add("frame-noise " + noise.length());
          add(frame(message), message);
        }
        case 1 -> {
          stream.append(frame(""));
          incidents.add("frame-empty 0");
        }
        case 2 -> {
          String endless = "MSH|" + text();
          stream.append(VT).append(endless);
          incidents.add("frame-cut " + endless.length());
          add(frame(message), message);
        }
        case 3 -> {
          String plain = message.replace(VT, "").replace(FS, "");
          stream.append(plain).append(END);
          incidents.add("frame-noise " + (plain.length() + 1));
        }
        case 4 -> add(VT + message + FS + "\n\0 ", message);
        case 5 -> add(VT + VT + message + END + END, message);
        default -> add(frame(message) + (random.nextBoolean() ? "\r\n" : ""), message);
      }
    }

    private void add(String bytes, String message) {
      stream.append(bytes);
      messages.add(message);
    }

    private String text() {
      String[] pieces = {"a", "\r", "|", "\u00C3\u00A9", VT + "x", FS + "y", "MSH|", "0123456789"};
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(200); i > 0; i--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      return text.append("z").toString();
    }

    void play(MllpServer server) {
      try (RawPeer peer = RawPeer.connect(server)) {
        Thread reading = new Thread(() -> readAnswers(peer));
        reading.start();
        for (int at = 0; at < stream.length(); ) {
          int end = Math.min(stream.length(), at + 1 + random.nextInt(700));
          peer.write(stream.substring(at, end));
          at = end;
        }
        peer.sayNoMore();
        reading.join();
        assertThat(peer.isClosedByOther()).isTrue();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(name, e);
      }
    }

    private void readAnswers(RawPeer peer) {
      try {
        for (String message : messages) {
          // The answer is the message, which may hold FS; compare byte by byte.
          peer.expect(frame(message));
        }
      } catch (IOException e) {
        throw new IllegalStateException(name, e);
      }
    }
  }
}
