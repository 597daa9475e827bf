package dev.trestle.app.platform;

import dev.trestle.app.http.StatusSource.ListenerStatus;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.orchestration.intake.Intake;
import dev.trestle.orchestration.intake.IntakeIncident;
import dev.trestle.transport.mllp.Incident;
import dev.trestle.transport.mllp.ListenerLimits;
import dev.trestle.transport.mllp.MllpAnswer;
import dev.trestle.transport.mllp.MllpHandler;
import dev.trestle.transport.mllp.MllpListenerSettings;
import dev.trestle.transport.mllp.MllpServer;
import dev.trestle.transport.mllp.Peer;
import dev.trestle.transport.mllp.ReceiveRoom;
import dev.trestle.transport.tls.ServerIdentity;
import dev.trestle.transport.tls.TlsSettings;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MLLP ports of the site: transport gives frames, intake gives answers. */
final class Listeners implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);
  private final Site site;
  private final ReceiveRoom room = ReceiveRoom.ofHeap();
  private final Intake intake;
  private final ServerIdentity identity;
  private final List<Open> open = new ArrayList<>();
  private volatile boolean receiving;

  private record Open(Listener listener, MllpServer server) {}

  Listeners(Site site, Intake intake, ServerIdentity identity) {
    this.site = site;
    this.intake = intake;
    this.identity = identity;
  }

  void start() {
    for (Listener listener : site.listeners()) {
      open.add(new Open(listener, MllpServer.start(settings(listener), new ToIntake(), room)));
    }
    receiving = true;
  }

  private MllpListenerSettings settings(Listener listener) {
    MllpListenerSettings settings =
        MllpListenerSettings.of(
                listener.name(),
                listener.host(),
                listener.port(),
                listener.tls() ? TlsSettings.serverOnly(identity.keyFile()) : null)
            .with(ListenerLimits.DEFAULT.withMessageBytes(longestMessage(listener)));
    return listener.plainTextAllowed() ? settings.allowingPlainText() : settings;
  }

  /** A source can take less than its port does: intake sees to that. */
  private long longestMessage(Listener listener) {
    return Stream.concat(listener.sources().stream(), Stream.of(listener.catchAll()))
        .flatMap(name -> site.source(name).stream())
        .mapToLong(Source::messageLimitBytes)
        .max()
        .orElse(Source.MESSAGE_LIMIT_BYTES);
  }

  /** Between the two layers: no rule of its own. */
  private final class ToIntake implements MllpHandler {
    @Override
    public CompletableFuture<Optional<MllpAnswer>> onMessage(Peer peer, byte[] message) {
      return intake
          .receive(peer.listener(), peer.address().toString(), message)
          .thenApply(reply -> reply.map(r -> new MllpAnswer(r.bytes(), r.later())));
    }

    @Override
    public void onIncident(Incident incident) {
      intake.incident(
          new IntakeIncident(
              incident.peer().listener(),
              incident.peer().address().toString(),
              incident.code(),
              incident.totalBytes(),
              HexFormat.of().parseHex(incident.sha256()),
              incident.firstBytes()));
    }
  }

  /** Stops or resumes reading; connections stay, and senders wait for their answers. */
  void receive(boolean go) {
    if (go != receiving) {
      LOG.warn(go ? "Reading again" : "Reading stops: the disk is nearly full");
    }
    receiving = go;
    open.forEach(
        o -> {
          if (go) {
            o.server().resumeReading();
          } else {
            o.server().stopReading();
          }
        });
  }

  boolean receiving() {
    return receiving;
  }

  int port(String name) {
    return open.stream()
        .filter(o -> o.listener().name().equals(name))
        .findFirst()
        .map(o -> o.server().port())
        .orElseThrow(
            () -> new TrestleException(ProblemCode.NOT_FOUND, "There is no listener " + name));
  }

  List<ListenerStatus> status() {
    return open.stream()
        .map(
            o ->
                new ListenerStatus(
                    o.listener().name(),
                    o.server().port(),
                    o.listener().tls(),
                    o.server().connections(),
                    o.server().laterAnswersDropped()))
        .toList();
  }

  @Override
  public void close() {
    receiving = false;
    open.forEach(o -> o.server().close());
  }
}
