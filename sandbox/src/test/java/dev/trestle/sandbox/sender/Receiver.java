package dev.trestle.sandbox.sender;

import dev.trestle.transport.mllp.Incident;
import dev.trestle.transport.mllp.ListenerPatience;
import dev.trestle.transport.mllp.MllpAnswer;
import dev.trestle.transport.mllp.MllpHandler;
import dev.trestle.transport.mllp.MllpListenerSettings;
import dev.trestle.transport.mllp.MllpServer;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.Peer;
import dev.trestle.transport.tls.ClientTls;
import dev.trestle.transport.tls.ServerIdentity;
import dev.trestle.transport.tls.TlsSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A tiny TLS receiver that keeps what comes and answers as it is told. */
final class Receiver implements MllpHandler, AutoCloseable {
  /** What to do with a transmission. */
  enum Behaviour {
    ACCEPT,
    ERROR,
    REJECT,
    HANG_UP,
    STAY_SILENT,
    ANSWER_ANOTHER
  }

  /** Decides by the number of the transmission, from 0, in the order of arrival. */
  interface Rule {
    Behaviour behaviour(int number, String controlId);
  }

  private final Rule rule;
  private final MllpServer server;
  private final ServerIdentity identity;
  private final AtomicInteger numbers = new AtomicInteger();
  private final List<byte[]> received = new ArrayList<>();

  Receiver(Path folder, int port, Rule rule) {
    this.rule = rule;
    this.identity = ServerIdentity.openOrCreate(folder, List.of());
    TlsSettings tls = TlsSettings.serverOnly(identity.keyFile());
    MllpListenerSettings settings =
        MllpListenerSettings.of("test", "127.0.0.1", port, tls)
            .with(ListenerPatience.DEFAULT.withClose(Duration.ZERO));
    this.server = MllpServer.start(settings, this);
  }

  int port() {
    return server.port();
  }

  MllpTarget target(Duration answerTimeout) {
    ClientTls tls = ClientTls.trusting(identity.certificateFile());
    return MllpTarget.of("127.0.0.1", port(), tls).withAnswerTimeout(answerTimeout);
  }

  synchronized List<byte[]> received() {
    return List.copyOf(received);
  }

  @Override
  public CompletableFuture<Optional<MllpAnswer>> onMessage(Peer peer, byte[] message) {
    synchronized (this) {
      received.add(message);
    }
    String id = controlId(message);
    return switch (rule.behaviour(numbers.getAndIncrement(), id)) {
      case ACCEPT -> answer("AA", id, UnaryOperator.identity());
      case ERROR -> answer("AE", id, UnaryOperator.identity());
      case REJECT -> answer("AR", id, UnaryOperator.identity());
      case ANSWER_ANOTHER -> answer("AA", id, other -> other + "X");
      case HANG_UP -> CompletableFuture.completedFuture(Optional.empty());
      case STAY_SILENT -> new CompletableFuture<>();
    };
  }

  private static CompletableFuture<Optional<MllpAnswer>> answer(
      String code, String id, UnaryOperator<String> idOfAnswer) {
    String text = "MSH|^~\\&|T|T|S|S|2026||ACK|1|P|2.5.1\rMSA|" + code + "|" + idOfAnswer.apply(id);
    byte[] bytes = (text + "\r").getBytes(StandardCharsets.US_ASCII);
    return CompletableFuture.completedFuture(Optional.of(MllpAnswer.of(bytes)));
  }

  static String controlId(byte[] message) {
    return new String(message, StandardCharsets.ISO_8859_1).split("\\|", 11)[9];
  }

  @Override
  public void onIncident(Incident incident) {
    // A connection that the sender closes in the middle is what these tests are about.
  }

  @Override
  public void close() {
    server.close();
  }
}
