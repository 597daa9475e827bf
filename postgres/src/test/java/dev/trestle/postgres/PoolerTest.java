package dev.trestle.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.testing.TestDatabase;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** A stand-in for a pooler: like one, it gives the client a session key of its own. */
class PoolerTest {
  private static final char BACKEND_KEY_DATA = 'K';
  private static final int LENGTH_BYTES = 4;

  @Test
  void aPoolerInBetweenIsRefused() throws IOException {
    try (TestDatabase database = TestDatabase.create();
        ServerSocket pooler = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI server = URI.create(database.address().jdbcUrl().substring("jdbc:".length()));
      background(() -> serve(pooler, server.getPort()));
      String url = "jdbc:postgresql://127.0.0.1:" + pooler.getLocalPort() + server.getPath();
      DatabaseAddress address =
          new DatabaseAddress(
              url + "?sslmode=disable&gssEncMode=disable",
              database.address().user(),
              database.address().password());
      assertThatThrownBy(() -> PostgresPool.open(address, PoolSettings.named("pooled")).close())
          .isInstanceOfSatisfying(
              TrestleException.class,
              e -> assertThat(e.code()).isEqualTo(ProblemCode.DATABASE_UNAVAILABLE))
          .hasMessageContaining("pooler");
    }
  }

  private static void serve(ServerSocket pooler, int serverPort) throws IOException {
    try (Socket client = pooler.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
      InputStream fromClient = client.getInputStream();
      OutputStream toServer = server.getOutputStream();
      background(() -> fromClient.transferTo(toServer));
      answer(
          new DataInputStream(server.getInputStream()),
          new DataOutputStream(client.getOutputStream()));
    }
  }

  private static void answer(DataInputStream server, DataOutputStream client) throws IOException {
    for (int type = server.read(); type >= 0; type = server.read()) {
      int length = server.readInt();
      byte[] body = server.readNBytes(length - LENGTH_BYTES);
      if (type == BACKEND_KEY_DATA) {
        body[2] ^= 1;
      }
      client.writeByte(type);
      client.writeInt(length);
      client.write(body);
      client.flush();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void background(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
