package dev.trestle.app.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between the platform and PostgreSQL: can cut every connection, refuse new ones, and cut
 * one at the moment when its commit took place and the answer is on its way.
 */
final class DatabaseProxy implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  /** CommandComplete of a commit (PostgreSQL 18 §54.7). */
  private static final byte[] COMMITTED =
      "C\0\0\0\u000BCOMMIT\0".getBytes(StandardCharsets.ISO_8859_1);

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int databasePort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger answersToLose = new AtomicInteger();
  private final AtomicInteger answersLost = new AtomicInteger();
  private volatile boolean away;

  DatabaseProxy(int databasePort) throws IOException {
    this.databasePort = databasePort;
    daemon(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Cuts all connections and takes no more. */
  void goAway() throws IOException {
    away = true;
    for (Socket socket : open) {
      socket.close();
    }
  }

  void comeBack() {
    away = false;
  }

  /** The answers of the next commits are lost, each with its connection. */
  void loseAnswers(int commits) {
    answersToLose.addAndGet(commits);
  }

  int answersLost() {
    return answersLost.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        if (away) {
          client.close();
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), databasePort);
        open.add(client);
        open.add(server);
        daemon(() -> copy(client, server, false));
        daemon(() -> copy(server, client, true));
      }
    } catch (IOException closed) {
      away = true;
    }
  }

  private void copy(Socket from, Socket to, boolean fromDatabase) {
    byte[] buffer = new byte[BUFFER];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (fromDatabase && holdsCommit(buffer, read) && take()) {
          answersLost.incrementAndGet();
          return;
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException cut) {
      // Either side went; both are closed.
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private boolean take() {
    return answersToLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  private static boolean holdsCommit(byte[] buffer, int length) {
    for (int at = 0; at + COMMITTED.length <= length; at++) {
      int same = 0;
      while (same < COMMITTED.length && buffer[at + same] == COMMITTED[same]) {
        same++;
      }
      if (same == COMMITTED.length) {
        return true;
      }
    }
    return false;
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "database-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    goAway();
  }
}
