package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.site.DefaultSite;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that stands still again and again under more messages than are taken at once. */
class BackPressureTest {
  private static final int CONNECTIONS = 80;
  private static final int MESSAGES = 100;
  private static final int STANDSTILLS = 10;

  @TempDir private Path folder = Path.of("");

  @Test
  void withASlowDatabaseSendersWaitAndNobodyIsTurnedAway() throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS);
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(
                folder.resolve("data"), DefaultSite.on(0, false, ZoneOffset.UTC), 0),
            text -> {})) {
      List<Future<List<String>>> answers = new ArrayList<>();
      for (int i = 0; i < STANDSTILLS; i++) {
        try (Connection connection = platform.database().getConnection();
            Statement statement = connection.createStatement()) {
          connection.setAutoCommit(false);
          statement.execute("select seq from journal_head for update");
          if (i == 0) {
            for (int number = 0; number < CONNECTIONS; number++) {
              int sender = number;
              answers.add(senders.submit(() -> send(platform.mllpPort("mllp"), sender)));
            }
          }
          Awaitility.await()
              .atMost(Duration.ofMinutes(2))
              .until(() -> appenderWaits(platform) || answers.stream().allMatch(Future::isDone));
          connection.rollback();
        }
      }
      for (int number = 0; number < CONNECTIONS; number++) {
        List<String> expected = new ArrayList<>();
        for (int n = 0; n < MESSAGES; n++) {
          expected.add("AA|" + number + "-" + n);
        }
        assertThat(answers.get(number).get(5, TimeUnit.MINUTES)).isEqualTo(expected);
      }
      assertThat(platform.balance().received()).isEqualTo((long) CONNECTIONS * MESSAGES);
      assertThat(platform.balance().duplicate()).isZero();
      assertThat(platform.balance().closes()).as(platform.balance().line()).isTrue();
    } finally {
      senders.shutdownNow();
    }
  }

  private static boolean appenderWaits(Platform platform) throws SQLException {
    try (Connection connection = platform.database().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select count(*) from pg_stat_activity
                 where wait_event_type = 'Lock' and query like '%journal_head%'
                """)) {
      return row.next() && row.getInt(1) > 0;
    }
  }

  /** Master file messages: nothing orders them, and nothing is made of them. */
  private static List<String> send(int port, int sender) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      ByteArrayOutputStream frames = new ByteArrayOutputStream();
      for (int n = 0; n < MESSAGES; n++) {
        String message =
            "MSH|^~\\&|A|B|T|T|20260101120000+0000||MFN^M02|" + sender + "-" + n + "|P|2.5.1\r";
        frames.writeBytes(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.US_ASCII));
      }
      frames.writeTo(socket.getOutputStream());
      List<String> answers = new ArrayList<>();
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (answers.size() < MESSAGES) {
        answers.add(answer(in));
      }
      return answers;
    }
  }

  /** MSA-1 and MSA-2 of the next answer. */
  private static String answer(InputStream in) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\u001c'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection was closed");
      }
      frame.write(b);
    }
    String text = frame.toString(StandardCharsets.US_ASCII);
    return text.substring(text.indexOf("\rMSA|") + "\rMSA|".length()).strip();
  }
}
