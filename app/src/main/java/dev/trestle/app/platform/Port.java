package dev.trestle.app.platform;

import dev.trestle.app.http.StatusSource.ListenerStatus;
import dev.trestle.kernel.site.ClientIdentity;
import dev.trestle.kernel.site.Listener;
import dev.trestle.orchestration.intake.Intake;
import dev.trestle.orchestration.intake.IntakeIncident;
import dev.trestle.transport.mllp.Incident;
import dev.trestle.transport.mllp.MllpAnswer;
import dev.trestle.transport.mllp.MllpHandler;
import dev.trestle.transport.mllp.MllpListenerSettings;
import dev.trestle.transport.mllp.MllpServer;
import dev.trestle.transport.mllp.Peer;
import dev.trestle.transport.mllp.ReceiveRoom;
import dev.trestle.transport.tls.ClientCertificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One open port: transport gives frames, intake gives answers, the gate between them holds messages
 * while the site changes. The listener it stands for changes with the site; the socket stays.
 */
final class Port implements AutoCloseable {
  private final Intake intake;
  private final Gate<Optional<MllpAnswer>> gate = new Gate<>();
  private final MllpServer server;
  private volatile Listener listener;

  /** Binds, with its gate shut. */
  Port(Listener listener, MllpListenerSettings settings, ReceiveRoom room, Intake intake) {
    this.listener = listener;
    this.intake = intake;
    gate.shut();
    this.server = MllpServer.start(settings, new ToIntake(), room);
  }

  /** Between the two layers: no rule of its own. */
  private final class ToIntake implements MllpHandler {
    @Override
    public CompletableFuture<Optional<MllpAnswer>> onMessage(Peer peer, byte[] message) {
      return gate.pass(
          () ->
              intake
                  .receive(listener.name(), peer.address().toString(), client(peer), message)
                  .thenApply(reply -> reply.map(r -> new MllpAnswer(r.bytes(), r.later()))));
    }

    @Override
    public void onIncident(Incident incident) {
      intake.incident(
          new IntakeIncident(
              listener.name(),
              incident.peer().address().toString(),
              incident.code(),
              incident.totalBytes(),
              HexFormat.of().parseHex(incident.sha256()),
              incident.firstBytes()));
    }
  }

  private static @Nullable ClientIdentity client(Peer peer) {
    ClientCertificate certificate = peer.clientCertificate();
    return certificate == null ? null : certificate.identity();
  }

  Listener listener() {
    return listener;
  }

  void standFor(Listener other) {
    listener = other;
  }

  Gate<Optional<MllpAnswer>> gate() {
    return gate;
  }

  MllpServer server() {
    return server;
  }

  ListenerStatus status() {
    return new ListenerStatus(
        listener.name(),
        server.port(),
        listener.tls(),
        server.connections(),
        server.laterAnswersDropped());
  }

  void receive(boolean go) {
    if (go) {
      server.resumeReading();
    } else {
      server.stopReading();
    }
  }

  /** Whether this socket can serve that listener: the same address. */
  boolean serves(Listener other) {
    return listener.host().equals(other.host())
        && listener.port() == other.port()
        && (other.port() != 0 || listener.name().equals(other.name()));
  }

  /** Reads no more; closes when what was taken is answered. */
  @Override
  public void close() {
    gate.end();
    server.close();
  }
}
