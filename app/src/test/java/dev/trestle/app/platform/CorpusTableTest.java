package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.app.site.DefaultSite;
import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.orchestration.journal.Outcome;
import dev.trestle.postgres.testing.TestDatabase;
import dev.trestle.semantics.hl7v2.AnswerReader;
import dev.trestle.semantics.hl7v2.Hl7v2Dialect;
import dev.trestle.transport.mllp.MllpClient;
import dev.trestle.transport.mllp.MllpFrames;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.mllp.SendResult;
import dev.trestle.transport.tls.ClientTls;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every public HL7 v2 message that is there, sent to the default site: answered, settled or an
 * exception, and each of these with a reason. Writes {@code target/corpus-table.txt}.
 */
class CorpusTableTest {
  private static final int FINDINGS_SHOWN = 30;

  @TempDir private Path folder = Path.of("");
  private final Map<String, Map<String, Integer>> outcomes = new TreeMap<>();
  private final Map<String, Integer> findings = new TreeMap<>();
  private final List<String> unexplained = new ArrayList<>();

  @Test
  void everyMessageOfTheCorpusIsAnsweredAndItsOutcomeExplained() throws Exception {
    List<byte[]> frames = frames();
    assumeTrue(!frames.isEmpty(), "skipped: no corpus (system property trestle.corpus)");
    try (TestDatabase database = TestDatabase.create();
        Platform platform = start(database)) {
      int messages = 0;
      for (byte[] frame : frames) {
        messages += wantsAnswer(frame) ? answered(platform, frame) : sent(platform, frame);
      }
      long all = messages;
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> platform.balance().received() >= all);
      assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
      Balance balance = platform.balance();
      read(database);
      String table = table(balance);
      System.out.println(table);
      Files.writeString(Path.of("target", "corpus-table.txt"), table);
      assertThat(balance.closes()).as(balance.line()).isTrue();
      assertThat(balance.received()).isEqualTo(messages);
      assertThat(balance.inFlight()).isZero();
      assertThat(unexplained).isEmpty();
    }
  }

  private Platform start(TestDatabase database) {
    return Platform.start(
        PlatformSettings.in(folder.resolve("data"), DefaultSite.on(0, true, ZoneOffset.UTC), 0)
            .withDatabaseUrl(Wire.url(database.address())),
        text -> {});
  }

  private static MllpClient client(Platform platform) {
    return new MllpClient(
        MllpTarget.of(
            "localhost", platform.mllpPort("mllp"), ClientTls.trusting(platform.certificate())));
  }

  /** In enhanced mode a sender may ask for no answer at all (MSH-15, MSH-16, table 0155). */
  private static boolean wantsAnswer(byte[] frame) {
    String[] fields =
        new String(frame, StandardCharsets.ISO_8859_1).split("[\r\n]", 2)[0].split("\\|", -1);
    String accept = fields.length > 14 ? fields[14] : "";
    String application = fields.length > 15 ? fields[15] : "";
    Set<String> none = Set.of("NE", "ER");
    return !(none.contains(accept) || none.contains(application))
        || accept.equals("AL")
        || application.equals("AL");
  }

  /** Sends what need not be answered; the journal has to have it. */
  private static int sent(Platform platform, byte[] frame)
      throws IOException, GeneralSecurityException {
    try (Socket socket = Wire.tls(platform.mllpPort("mllp"), platform.certificate())) {
      Wire.write(socket, Wire.START + new String(frame, StandardCharsets.ISO_8859_1) + Wire.END);
      socket.shutdownOutput();
      Wire.readToEnd(socket);
    }
    return 1;
  }

  /** The messages of a frame that has an answer to each; a connection for each frame. */
  private static int answered(Platform platform, byte[] frame) {
    Dialect dialect = new Hl7v2Dialect();
    int sent = dialect.batch(frame).map(batch -> batch.messages().size()).orElse(1);
    try (MllpClient client = client(platform)) {
      SendResult result = client.send(frame);
      assertThat(result).isInstanceOf(SendResult.Answered.class);
      byte[] answer = ((SendResult.Answered) result).answer();
      List<byte[]> answers =
          dialect.batch(answer).map(Dialect.Batch::messages).orElse(List.of(answer));
      // Of a batch only those are answered that ask for it.
      assertThat(answers).hasSizeLessThanOrEqualTo(sent);
      for (byte[] one : answers) {
        assertThat(AnswerReader.read(one)).isPresent();
      }
    }
    return sent;
  }

  private static List<byte[]> frames() throws IOException {
    Path corpus = Path.of(System.getProperty("trestle.corpus", "none"));
    List<byte[]> frames = new ArrayList<>();
    if (Files.isDirectory(corpus)) {
      try (Stream<Path> walk = Files.walk(corpus)) {
        for (Path file : walk.filter(p -> p.toString().endsWith(".hl7")).sorted().toList()) {
          frames.addAll(MllpFrames.split(Files.readAllBytes(file)).messages());
        }
      }
    }
    return frames;
  }

  private void read(TestDatabase database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select j.type, o.outcome, o.ref, o.resources, o.findings, e.code, e.text,
                       w.waits_for, j.seq
                  from journal j
                  left join outcome o using (seq)
                  left join exception e using (seq)
                  left join waiting w using (seq)
                 order by j.seq
                """)) {
      while (rows.next()) {
        row(rows);
      }
    }
  }

  /** Applied changed resources, a duplicate names its first copy, and so on: each has its proof. */
  private void row(ResultSet row) throws SQLException {
    int number = row.getInt(2);
    boolean explained;
    String outcome;
    if (number > 0) {
      Outcome settled = Outcome.of(number);
      outcome = settled.name().toLowerCase(Locale.ROOT);
      explained =
          switch (settled) {
            case APPLIED -> row.getInt(4) > 0;
            case DUPLICATE -> row.getLong(3) > 0;
            case FILTERED, REJECTED -> row.getString(5) != null;
            case UNCHANGED -> true;
            case DISMISSED -> false;
          };
    } else if (row.getInt(6) > 0) {
      outcome = "exception " + code(row.getInt(6));
      explained = !row.getString(7).isBlank();
    } else {
      outcome = "waiting";
      explained = row.getLong(8) > 0;
    }
    if (!explained) {
      unexplained.add(row.getLong(9) + " " + row.getString(1) + " " + outcome);
    }
    outcomes
        .computeIfAbsent(row.getString(1), type -> new TreeMap<>())
        .merge(outcome, 1, Integer::sum);
    String noticed = row.getString(5);
    if (noticed != null) {
      for (String one : noticed.split(";")) {
        String numberOf = one.substring(1, one.indexOf('@'));
        findings.merge(
            one.charAt(0)
                + " "
                + code(Integer.parseInt(numberOf))
                + one.substring(one.indexOf('@')),
            1,
            Integer::sum);
      }
    }
  }

  private static String code(int number) {
    return Stream.of(ProblemCode.values())
        .filter(code -> code.number() == number)
        .map(ProblemCode::id)
        .findFirst()
        .orElse("?" + number);
  }

  private String table(Balance balance) {
    StringBuilder text = new StringBuilder("Corpus sent to the default site\n\n");
    outcomes.forEach(
        (type, counts) -> text.append(String.format(Locale.ROOT, "%-14s %s%n", type, counts)));
    text.append("\n").append(balance.line()).append("\n\nMost frequent findings\n");
    findings.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(FINDINGS_SHOWN)
        .forEach(
            f -> text.append(String.format(Locale.ROOT, "%6d %s%n", f.getValue(), f.getKey())));
    return text.toString();
  }
}
