package dev.trestle.transport.mllp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Keeps what it gets; answers each message with {@code ACK } and the message, unless told else. */
final class RecordingHandler implements MllpHandler {
  final List<String> messages = new CopyOnWriteArrayList<>();
  final List<Peer> peers = new CopyOnWriteArrayList<>();
  final List<Incident> incidents = new CopyOnWriteArrayList<>();
  private final Function<String, CompletableFuture<Optional<byte[]>>> answering;

  RecordingHandler() {
    this(message -> CompletableFuture.completedFuture(Optional.of(bytes("ACK " + message))));
  }

  RecordingHandler(Function<String, CompletableFuture<Optional<byte[]>>> answering) {
    this.answering = answering;
  }

  @Override
  public CompletableFuture<Optional<MllpAnswer>> onMessage(Peer peer, byte[] message) {
    String text = text(message);
    messages.add(text);
    peers.add(peer);
    return answering.apply(text).thenApply(answer -> answer.map(MllpAnswer::of));
  }

  @Override
  public void onIncident(Incident incident) {
    incidents.add(incident);
  }

  List<String> incidentCodes() {
    return incidents.stream().map(incident -> incident.code().id()).toList();
  }

  /** One character per byte, so that no byte is lost in a test's text. */
  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
