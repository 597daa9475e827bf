package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.sealing.MasterKey;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.orchestration.intake.IncidentStore;
import dev.trestle.orchestration.keys.KeyStore;
import dev.trestle.postgres.testing.TestDatabase;
import dev.trestle.semantics.hl7v2.AnswerReader;
import dev.trestle.transport.mllp.SendResult;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * What comes to the port of a whole platform and is no good message: it is on record with its first
 * bytes, nobody gets an answer to something that was not kept, no log has a stack trace, and
 * afterwards the platform takes the next good message.
 */
class BadInputTest {
  private static final long GIGABYTE = 1L << 30;
  private static final long MESSAGE_LIMIT = 32L << 20;

  @TempDir private static Path folder = Path.of("");
  private static TestDatabase database;
  private static Platform platform;
  private static final AtomicInteger CONTROL_IDS = new AtomicInteger();

  private final Traces traces = new Traces();
  private long incidentsBefore;

  /** Log events that carry a stack trace. */
  private static final class Traces extends AppenderBase<ILoggingEvent> {
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      if (event.getThrowableProxy() != null) {
        seen.add(event.getLoggerName() + ": " + event.getThrowableProxy().getClassName());
      }
    }
  }

  private record Recorded(int code, long totalBytes, String firstBytes) {
    @Override
    public String toString() {
      return "Recorded[" + code + ", " + totalBytes + "]";
    }
  }

  @BeforeAll
  static void start() {
    database = TestDatabase.create();
    platform =
        Platform.start(
            PlatformSettings.in(folder.resolve("data"), DefaultSite.on(0, true, ZoneOffset.UTC), 0)
                .withDatabaseUrl(Wire.url(database.address())),
            text -> {});
  }

  @AfterAll
  static void stop() {
    platform.close();
    database.close();
  }

  @BeforeEach
  void listen() throws SQLException {
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    traces.setContext(root.getLoggerContext());
    traces.start();
    root.addAppender(traces);
    incidentsBefore = count("select count(*) from intake_incident");
  }

  @AfterEach
  void theNextGoodMessageIsTaken() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(traces);
    assertThat(traces.seen).as("stack traces in the log").isEmpty();
    Balance before = platform.balance();
    assertAccepted(Wire.send(port(), platform.certificate(), Wire.admission(nextId())));
    assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
    Balance after = platform.balance();
    assertThat(after.closes()).as(after.line()).isTrue();
    assertThat(after.applied()).isEqualTo(before.applied() + 1);
  }

  @Test
  void garbageIsRecordedAndTheConnectionClosed() throws Exception {
    String garbage = "\u0001\u0002 what is this \u00FF".repeat(40);
    try (Socket socket = Wire.tls(port(), platform.certificate())) {
      Wire.write(socket, garbage);
      assertThat(Wire.readToEnd(socket)).isEmpty();
    }
    Recorded incident = incident();
    assertThat(incident.code()).isEqualTo(ProblemCode.FRAME_NOISE.number());
    assertThat(incident.firstBytes()).startsWith("\u0001\u0002 what is this");
  }

  @Test
  void aMessageWithoutItsFrameIsRecorded() throws Exception {
    String message = Wire.admission("unframed");
    long before = platform.balance().received();
    try (Socket socket = Wire.tls(port(), platform.certificate())) {
      Wire.write(socket, message);
      socket.shutdownOutput();
      assertThat(Wire.readToEnd(socket)).isEmpty();
    }
    assertThat(incident().firstBytes()).isEqualTo(message);
    assertThat(platform.balance().received()).isEqualTo(before);
  }

  @Test
  void aFrameWithoutAnEndStopsAtTheLimitHoweverMuchComes() throws Exception {
    byte[] block =
        "OBX|1|TX|NOTE||no end in sight\r".repeat(2_048).getBytes(StandardCharsets.US_ASCII);
    long written = 0;
    try (Socket socket = Wire.tls(port(), platform.certificate())) {
      Wire.write(socket, Wire.START + "MSH|^~\\&|A|B|T|T|20260101||ORU^R01|ENDLESS|P|2.5.1\r");
      while (written < GIGABYTE) {
        socket.getOutputStream().write(block);
        written += block.length;
      }
    } catch (IOException closed) {
      assertThat(written).isGreaterThan(MESSAGE_LIMIT / 2);
    }
    // What is behind the limit never came in: not a gigabyte, and nothing of it is held.
    assertThat(written).isLessThan(GIGABYTE / 4);
    Recorded incident = incident();
    assertThat(incident.code()).isEqualTo(ProblemCode.FRAME_TOO_LARGE.number());
    assertThat(incident.totalBytes()).isBetween(MESSAGE_LIMIT, MESSAGE_LIMIT * 2);
    assertThat(incident.firstBytes())
        .contains("MSH|^~\\&|A|B|T|T|20260101||ORU^R01|ENDLESS|P|2.5.1");
  }

  @Test
  void aFrameThatIsCutOffIsRecordedAndNotAnswered() throws Exception {
    try (Socket socket = Wire.tls(port(), platform.certificate())) {
      Wire.write(socket, Wire.START + Wire.admission("cut").substring(0, 70));
      socket.shutdownOutput();
      assertThat(Wire.readToEnd(socket)).isEmpty();
    }
    Recorded incident = incident();
    assertThat(incident.code()).isEqualTo(ProblemCode.FRAME_CUT.number());
    assertThat(incident.firstBytes()).contains("|cut|");
  }

  @Test
  void aFrameWithoutMshIsRecordedAndTheConnectionClosedWithoutAnAnswer() throws Exception {
    String text = "PID|1||NOMSH^^^HOSP^MR||NOBODY^KNOWS||19700101|F\r";
    try (Socket socket = Wire.tls(port(), platform.certificate())) {
      Wire.write(socket, Wire.START + text + Wire.END);
      assertThat(Wire.readToEnd(socket)).isEmpty();
    }
    Recorded incident = incident();
    assertThat(incident.code()).isEqualTo(ProblemCode.NO_MSH.number());
    assertThat(incident.firstBytes()).isEqualTo(text);
  }

  @Test
  void wrongDelimitersAreAnsweredKeptAndSaid() throws Exception {
    for (String start : List.of("MSH|||||", "MSH|^^^^|", "MSH|AB|", "MSH#^~\\&#")) {
      Balance before = platform.balance();
      String id = nextId();
      String message = start + "A|B|T|T|20260101120000||ADT^A01|" + id + "|P|2.5.1\rPID|1||9\r";
      assertThat(Wire.send(port(), platform.certificate(), message))
          .as("an answer to %s", start)
          .isInstanceOf(SendResult.Answered.class);
      assertThat(platform.awaitIdle(Duration.ofMinutes(1))).isTrue();
      Balance after = platform.balance();
      assertThat(after.received()).isEqualTo(before.received() + 1);
      assertThat(after.closes()).as(after.line()).isTrue();
      assertThat(after.inFlight()).isZero();
    }
  }

  @Test
  void plainTextOnTheTlsPortIsRecordedWithWhatItSaid() throws Exception {
    try (Socket socket = Wire.plain(port())) {
      Wire.write(socket, Wire.START + Wire.admission("plain") + Wire.END);
      assertThat(Wire.readToEnd(socket)).doesNotContain("MSA");
    }
    Recorded incident = incident();
    assertThat(incident.code()).isEqualTo(ProblemCode.TLS_FAILED.number());
    assertThat(incident.firstBytes()).contains("|plain|");
  }

  @Test
  void aSenderThatTrustsAnotherCertificateSendsNothing() throws Exception {
    Path other = Certificates.make(folder, "other", "-1d", 30).pem();
    SendResult result = Wire.send(port(), other, Wire.admission("distrust"));
    assertThat(result).isInstanceOf(SendResult.NotSent.class);
    assertThat(incident().code()).isEqualTo(ProblemCode.TLS_FAILED.number());
  }

  private static int port() {
    return platform.mllpPort("mllp");
  }

  private static String nextId() {
    return "GOOD" + CONTROL_IDS.incrementAndGet();
  }

  private static void assertAccepted(SendResult result) {
    assertThat(result).isInstanceOf(SendResult.Answered.class);
    byte[] answer = ((SendResult.Answered) result).answer();
    assertThat(AnswerReader.read(answer).orElseThrow().accepted()).isTrue();
  }

  /** The one incident of this test. */
  private Recorded incident() throws SQLException, IOException {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> count("select count(*) from intake_incident") > incidentsBefore);
    assertThat(count("select count(*) from intake_incident")).isEqualTo(incidentsBefore + 1);
    try (Connection connection = platform.database().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select id, code, total_bytes from intake_incident order by id desc limit 1")) {
      row.next();
      MasterKey key =
          MasterKey.parse(Files.readString(MasterKeyFile.defaultFor(folder.resolve("data"))));
      Sealer sealer = new Sealer(key, new KeyStore(platform.database()), Clock.systemUTC());
      byte[] first =
          new IncidentStore(platform.database(), sealer).content(row.getLong(1)).firstBytes();
      return new Recorded(
          row.getInt(2), row.getLong(3), new String(first, StandardCharsets.ISO_8859_1));
    }
  }

  private static long count(String query) throws SQLException {
    try (Connection connection = platform.database().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
