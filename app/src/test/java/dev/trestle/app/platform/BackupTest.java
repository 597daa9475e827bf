package dev.trestle.app.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.app.command.RootCommand;
import dev.trestle.app.site.DefaultSite;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.MasterKey;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.orchestration.balance.BalanceStore;
import dev.trestle.orchestration.keys.KeyStore;
import dev.trestle.postgres.backup.BackupSummary;
import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.read.RecordReader;
import dev.trestle.records.read.Resource;
import dev.trestle.sandbox.Sandbox;
import dev.trestle.sandbox.sender.HospitalSender;
import dev.trestle.sandbox.sender.SenderSettings;
import dev.trestle.sandbox.sender.Witness;
import dev.trestle.sandbox.site.DemoSite;
import dev.trestle.transport.mllp.MllpTarget;
import dev.trestle.transport.tls.ClientTls;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is taken while hospitals send, and what is restored from it is the same. */
class BackupTest {
  private static final long SEED = 79;
  private static final int PEOPLE = 80;
  private static final int BEFORE = 150;

  @TempDir private Path folder = Path.of("");

  @Test
  void whatIsRestoredIsWhatWasThereAndGoesOn() throws Exception {
    Path data = folder.resolve("data");
    Path copy = folder.resolve("copy");
    Path backup = folder.resolve("one.backup");
    Sandbox sandbox = Sandbox.of(SEED, PEOPLE);
    Map<String, String> versions;
    byte[] certificate;
    try (Platform platform =
        Platform.start(PlatformSettings.in(data, DemoSite.site(0), 0), text -> {})) {
      try (HospitalSender hospitals = sender(platform, sandbox)) {
        hospitals.start();
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> hospitals.report().total().answered() > BEFORE);
        assertThat(trestle("backup", backup.toString(), "--data", data.toString()).exit).isZero();
        long sent = hospitals.report().total().answered();
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> hospitals.report().total().answered() > sent);
        hospitals.stop();
      }
      assertThat(platform.awaitIdle(Duration.ofMinutes(2))).isTrue();
      versions = versions(platform.database(), platform.reader());
      certificate = Files.readAllBytes(platform.certificate());
    }
    Files.copy(PlatformSettings.masterKeyOf(data), PlatformSettings.masterKeyOf(copy));
    Run restore = trestle("restore", backup.toString(), "--data", copy.toString());
    assertThat(restore.exit).as(restore.text).isZero();

    assertThat(new LeakSearch(sandbox.truth().leakTerms(PEOPLE)).search(Files.readAllBytes(backup)))
        .isEmpty();
    assertSameAsSnapshot(
        copy, DataRestore.check(backup, PlatformSettings.masterKeyOf(copy)), versions);
    try (Platform restored =
        Platform.start(PlatformSettings.in(copy, DemoSite.site(0), 0), text -> {})) {
      // What was in flight in the snapshot is applied by the restored one by itself.
      assertThat(restored.awaitIdle(Duration.ofMinutes(2))).isTrue();
      assertThat(Files.readAllBytes(restored.certificate())).isEqualTo(certificate);
      Balance before = restored.balance();
      assertThat(before.closes()).as(before.line()).isTrue();
      assertThat(before.inFlight()).isZero();
      assertReceives(restored, before);
    }
  }

  /** Before anything is started on it: equal to what the backup says of its snapshot. */
  private static void assertSameAsSnapshot(
      Path copy, BackupSummary summary, Map<String, String> original) throws SQLException {
    try (Database database = Database.connect(copy, Optional.empty(), text -> {})) {
      Balance balance = new BalanceStore(database.dataSource()).count(BalanceStore.Period.ALL);
      assertThat(balance.line()).isEqualTo(summary.facts().get("balance"));
      assertThat(balance.closes()).isTrue();
      assertThat(balance.received())
          .isGreaterThan(BEFORE)
          .isEqualTo(Long.parseLong(String.valueOf(summary.facts().get("journal"))));
      MasterKey key = MasterKeyFile.open(PlatformSettings.masterKeyOf(copy), true);
      Sealer sealer = new Sealer(key, new KeyStore(database.dataSource()), Clock.systemUTC());
      Map<String, String> restored =
          versions(database.dataSource(), new RecordReader(database.dataSource(), sealer));
      assertThat(restored).isNotEmpty();
      assertThat(original).containsAllEntriesOf(restored);
    }
  }

  private static void assertReceives(Platform restored, Balance before) throws Exception {
    try (HospitalSender hospitals = sender(restored, Sandbox.of(SEED + 1, PEOPLE))) {
      hospitals.start();
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> hospitals.report().total().answered() > BEFORE);
      hospitals.stop();
    }
    assertThat(restored.awaitIdle(Duration.ofMinutes(2))).isTrue();
    Balance after = restored.balance();
    assertThat(after.closes()).as(after.line()).isTrue();
    assertThat(after.received()).isGreaterThan(before.received() + BEFORE);
  }

  private static HospitalSender sender(Platform platform, Sandbox sandbox) {
    MllpTarget target =
        MllpTarget.of(
            "localhost",
            platform.mllpPort("hospitals"),
            ClientTls.trusting(platform.certificate()));
    return new HospitalSender(SenderSettings.endless(target, 0), sandbox.hospitals(), Witness.NONE);
  }

  /** Every version of every resource, by what the API shows. */
  private static Map<String, String> versions(DataSource database, RecordReader reader)
      throws SQLException {
    TreeMap<String, String> all = new TreeMap<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select type, id from resource")) {
      while (rows.next()) {
        String type = FhirTypes.name(rows.getInt(1));
        for (Resource version :
            reader.history(
                type, rows.getString(2), Integer.MAX_VALUE, RecordReader.HISTORY_PAGE_LIMIT)) {
          all.put(type + "/" + version.id() + "/" + version.version(), version.json().toString());
        }
      }
    }
    return all;
  }

  @Test
  void aDamagedBackupAWrongKeyAndAUsedFolderAreRefusedAndNothingIsMade() throws Exception {
    Path data = folder.resolve("data");
    Path backup = folder.resolve("one.backup");
    try (Platform platform =
        Platform.start(
            PlatformSettings.in(data, DefaultSite.on(0, false, ZoneOffset.UTC), 0), text -> {})) {
      assertThat(platform.balance().closes()).isTrue();
      assertThat(trestle("backup", backup.toString(), "--data", data.toString()).exit).isZero();
      assertThat(trestle("backup", backup.toString(), "--data", data.toString()).text)
          .contains("is there already");
    }
    Path key = PlatformSettings.masterKeyOf(data);
    assertThat(trestle("backup", "--verify", backup.toString(), "--data", data.toString()).text)
        .contains("balance closed", "journal: 0");
    byte[] whole = Files.readAllBytes(backup);
    Path copy = folder.resolve("copy");

    for (int at : new int[] {3, 20, 60, whole.length / 2, whole.length - 1}) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      assertRefused(changed, key, copy, ProblemCode.BACKUP_DAMAGED);
    }
    for (int length : new int[] {0, 10, 100, whole.length / 2, whole.length - 1}) {
      assertRefused(Arrays.copyOf(whole, length), key, copy, ProblemCode.BACKUP_DAMAGED);
    }
    assertRefused(Arrays.copyOf(whole, whole.length + 1), key, copy, ProblemCode.BACKUP_DAMAGED);
    Path other = Files.writeString(folder.resolve("other.key"), MasterKey.generate());
    assertRefused(whole, other, copy, ProblemCode.MASTER_KEY_WRONG);
    assertRefused(whole, folder.resolve("missing.key"), copy, ProblemCode.MASTER_KEY_WRONG);
    assertThat(copy).doesNotExist();
    assertRefused(whole, key, data, ProblemCode.RESTORE_TARGET_NOT_EMPTY);
  }

  private void assertRefused(byte[] backup, Path key, Path copy, ProblemCode code)
      throws IOException {
    Path file = Files.write(folder.resolve("changed.backup"), backup);
    assertThatThrownBy(
            () -> new DataRestore(file, copy, Optional.of(key), Optional.empty(), text -> {}).run())
        .isInstanceOfSatisfying(
            TrestleException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private record Run(int exit, String text) {}

  private static Run trestle(String... arguments) {
    StringWriter text = new StringWriter();
    PrintWriter writer = new PrintWriter(text);
    int exit = RootCommand.commandLine().setOut(writer).setErr(writer).execute(arguments);
    return new Run(exit, text.toString());
  }
}
