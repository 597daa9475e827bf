package dev.trestle.app.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.security.AuditEvent;
import dev.trestle.app.security.AuditLog;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.sealing.SigningKey;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An inspector proves a file without us, and finds every line that somebody touched. */
class ExportFileTest {
  private static final SourceName ADT = SourceName.parse("mercy/adt");
  private static final Site SITE =
      new Site(
          "0",
          List.of(
              new HealthSystem(
                  "mercy",
                  ZoneOffset.UTC,
                  List.of(),
                  List.of(
                      Source.named(ADT, ZoneOffset.UTC)
                          .senders(List.of(new Source.Sender("REG", "")))
                          .build()))),
          List.of(new Listener("feeds", "127.0.0.1", 2575, false, false, List.of(ADT), ADT)));
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
  private final AuditRig rig = new AuditRig();
  private final Sealer sealer = Sealer.inMemory();
  private final UUID patient = UUID.randomUUID();

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void twoBlocks() {
    BlockSealer blocks = rig.sealer();
    for (String actor : List.of("anna", "bert")) {
      try (AuditLog log = new AuditLog(rig.database.dataSource(), sealer)) {
        log.record(event(actor, "read", "name=<b>|KUNIGUNDE\r\n# x"));
        log.record(event(actor, "backup", ""));
      }
      blocks.seal();
    }
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private AuditEvent event(String actor, String action, String detail) {
    return new AuditEvent(
        AuditRig.THEN,
        actor,
        action,
        0,
        Optional.of("Patient"),
        Optional.of(patient),
        List.of(patient),
        Optional.of(detail));
  }

  private List<String> export(Instant from) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new AuditExport(rig.database.dataSource(), sealer, rig.keys, Clock.systemUTC())
        .write("iris", from, END, out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<Trouble> check(List<String> lines, Optional<String> key) throws Exception {
    Path file = folder.resolve(UUID.randomUUID().toString());
    Files.write(file, lines);
    List<Trouble> troubles = new ArrayList<>();
    ExportFile.check(file, key, troubles::add);
    return troubles;
  }

  @Test
  void aFileThatNobodyTouchedIsWholeAndShowsTheQuestion() throws Exception {
    List<String> lines = export(Instant.EPOCH);
    assertThat(check(lines, Optional.empty())).isEmpty();
    assertThat(check(lines, Optional.of(AuditKey.hex(rig.key().publicKey())))).isEmpty();
    assertThat(lines).hasSize(1 + 2 + 4 + 1);
    assertThat(lines.get(2)).contains("\"resourceType\":\"AuditEvent\"");
    assertThat(check(export(END.minusSeconds(1)), Optional.empty())).isEmpty();
  }

  @Test
  void everyLineThatIsChangedTakenOutOrMovedIsFound() throws Exception {
    List<String> lines = export(Instant.EPOCH);
    for (int n = 0; n < lines.size(); n++) {
      List<String> without = new ArrayList<>(lines);
      without.remove(n);
      assertThat(check(without, Optional.empty())).as("without line " + n).isNotEmpty();
      List<String> changed = new ArrayList<>(lines);
      changed.set(n, lines.get(n).replaceFirst("[02468]", "1"));
      assertThat(check(changed, Optional.empty())).as("line " + n + " changed").isNotEmpty();
      if (n > 0) {
        List<String> moved = new ArrayList<>(lines);
        moved.set(n, lines.get(n - 1));
        moved.set(n - 1, lines.get(n));
        assertThat(check(moved, Optional.empty())).as("line " + n + " moved").isNotEmpty();
      }
    }
    List<String> longer = new ArrayList<>(lines);
    longer.add("{}");
    assertThat(check(longer, Optional.empty())).isNotEmpty();
  }

  @Test
  void anEventThatWasChangedIsNamed() throws Exception {
    List<String> lines = new ArrayList<>(export(Instant.EPOCH));
    lines.replaceAll(line -> line.replace("\"actor\":\"bert\"", "\"actor\":\"anna\""));
    assertThat(check(lines, Optional.empty()))
        .extracting(Trouble::kind)
        .containsExactly(
            Trouble.Kind.EVENT_CHANGED, Trouble.Kind.EVENT_CHANGED, Trouble.Kind.SIGNATURE_WRONG);
  }

  @Test
  void aFileOfAnotherKeyIsFoundByTheKeyThatWasNoted() throws Exception {
    String noted = AuditKey.hex(SigningKey.inMemory().publicKey());
    assertThat(check(export(Instant.EPOCH), Optional.of(noted)))
        .isNotEmpty()
        .allMatch(trouble -> trouble.kind() == Trouble.Kind.SIGNATURE_WRONG);
  }

  @Test
  void aReportIsSignedAndNothingInItBreaksItsTable() throws Exception {
    TokenStore tokens = new TokenStore(rig.database.dataSource(), Clock.systemUTC());
    tokens.create("dora", List.of(Role.AUDIT), Duration.ofDays(1));
    AuditReports reports =
        new AuditReports(
            rig.database.dataSource(), sealer, tokens, () -> SITE, rig.keys, Clock.systemUTC());
    for (AuditReports.Kind kind : AuditReports.Kind.values()) {
      for (boolean markdown : new boolean[] {true, false}) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reports.write(
            new AuditReports.Request(
                kind,
                List.of(patient),
                Optional.of("anna"),
                Optional.empty(),
                Optional.empty(),
                markdown,
                "iris"),
            out);
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(check(text.lines().toList(), Optional.empty())).as(text).isEmpty();
        assertThat(check(text.replace("iris", "ines").lines().toList(), Optional.empty()))
            .isNotEmpty();
        assertThat(text).contains(expected(kind));
        if (markdown) {
          assertThat(text).doesNotContain("<b>").doesNotContain("\n# x");
        }
      }
    }
  }

  @Test
  void theReportOfExportsNamesEveryKindOfFileThatLeft() throws Exception {
    List<String> kinds =
        List.of("impact-export", "message-download", "audit-export", "audit-report", "backup");
    try (AuditLog log = new AuditLog(rig.database.dataSource(), sealer)) {
      kinds.forEach(kind -> log.record(event("cora", kind, "")));
    }
    TokenStore tokens = new TokenStore(rig.database.dataSource(), Clock.systemUTC());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new AuditReports(
            rig.database.dataSource(), sealer, tokens, () -> SITE, rig.keys, Clock.systemUTC())
        .write(
            new AuditReports.Request(
                AuditReports.Kind.EXPORTS,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                "iris"),
            out);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(kinds);
  }

  private static String[] expected(AuditReports.Kind kind) {
    return switch (kind) {
      case ACCESSES -> new String[] {"anna", "bert", "KUNIGUNDE"};
      case ACTIVITY -> new String[] {"anna", "KUNIGUNDE"};
      case EXPORTS -> new String[] {"backup"};
      case ROLES -> new String[] {"dora", "audit"};
      case FLOWS -> new String[] {"mercy/adt", "feeds", "plain text", "REG at any", "anna"};
    };
  }
}
