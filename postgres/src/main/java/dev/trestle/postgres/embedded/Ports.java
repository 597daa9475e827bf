package dev.trestle.postgres.embedded;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Chooses the loopback port of the server. */
final class Ports {
  static final int ANY = 0;

  private Ports() {}

  static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, loopback())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /** The wanted port; for {@link #ANY} the one used before while it is free, else another. */
  static int choose(int wanted, int before) throws IOException {
    if (wanted != ANY) {
      if (!free(wanted)) {
        throw new TrestleException(
            ProblemCode.PORT_TAKEN, "Port " + wanted + " for PostgreSQL is in use.");
      }
      return wanted;
    }
    if (before != ANY && free(before)) {
      return before;
    }
    try (ServerSocket socket = new ServerSocket(ANY, 1, loopback())) {
      return socket.getLocalPort();
    }
  }

  /** The address the server listens on, whatever Java prefers. */
  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
