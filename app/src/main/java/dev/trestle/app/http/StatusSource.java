package dev.trestle.app.http;

import java.util.List;

/** What the running platform says about itself. */
public interface StatusSource {
  Status status();

  /** What must be so, and whether it is. */
  List<Check> checks();

  /**
   * The state of a running Trestle.
   *
   * @param version release
   * @param site hash of the active site
   * @param listeners ports and connections
   * @param inLine entries in line or being worked on
   * @param receiving whether listeners read
   * @param uptimeSeconds since the start
   */
  record Status(
      String version,
      String site,
      List<ListenerStatus> listeners,
      int inLine,
      boolean receiving,
      long uptimeSeconds) {
    public Status {
      listeners = List.copyOf(listeners);
    }
  }

  /** A port: its name, number, whether it speaks TLS, and how many are connected. */
  record ListenerStatus(
      String name, int port, boolean tls, int connections, long laterAnswersDropped) {}
}
