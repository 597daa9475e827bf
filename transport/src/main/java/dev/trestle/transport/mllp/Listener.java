package dev.trestle.transport.mllp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the connections of one listener share. */
final class Listener {
  final MllpListenerSettings settings;
  volatile ListenerLimits limits;
  final MllpHandler handler;
  final IncidentRecorder incidents;
  final ByteBudget budget;
  final ReceiveRoom room;

  /** Every open connection past its handshake. */
  final Set<MllpConnection> connections = ConcurrentHashMap.newKeySet();

  /** Second answers whose connection was gone. */
  final LongAdder laterDropped = new LongAdder();

  volatile boolean paused;

  /** Counts changes of TLS; connections of an earlier one are not kept. */
  final AtomicInteger generation = new AtomicInteger();

  Listener(MllpListenerSettings settings, MllpHandler handler, ReceiveRoom room) {
    this.room = room;
    this.settings = settings;
    this.limits = settings.limits();
    this.handler = handler;
    this.incidents = new IncidentRecorder(handler, limits.incidentBytesPerHour());
    this.budget = new ByteBudget(limits.heldBytes());
  }
}
