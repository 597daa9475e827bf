package dev.trestle.app.command;

import dev.trestle.app.platform.DataRestore;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.backup.BackupSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trestle backup}: everything a running Trestle holds, in one sealed file. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description =
        "Writes a consistent, sealed copy of a running Trestle's data into one file, and checks it.",
    footer = {
      "",
      "The master key is not in the file, and without it nobody can read the file: not a thief,",
      "and not you. Keep a copy of the master key (DIR.master-key, beside the data folder) in",
      "another place than the backups. Messages go on being received while the backup is written.",
      "",
      "Examples:",
      "  trestle backup /mnt/backups --data /srv/trestle",
      "  trestle backup --verify /mnt/backups/trestle-20260131T020000Z.backup --data /srv/trestle",
      "  trestle restore FILE --data NEW-DIR --master-key KEY-FILE"
    })
final class BackupCommand implements Callable<Integer> {
  private static final String PATH = "/api/backup";
  private static final int BUFFER_BYTES = 1 << 16;
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'trestle-'yyyyMMdd'T'HHmmss'Z.backup'").withZone(ZoneOffset.UTC);

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final DataOption data = new DataOption();

  @Mixin private final MasterKeyOption masterKey = new MasterKeyOption();

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Parameters(
      paramLabel = "FILE|DIR",
      description = "A file that is not there yet, or a folder: the name then holds the time.")
  private Path target;

  @Option(
      names = "--verify",
      description = "Write nothing: read the backup FILE to its end and say what is in it.")
  private boolean verify;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path key = masterKey.fileFor(data.folder);
    if (verify) {
      describe(DataRestore.check(target, key), out);
      return ExitCode.OK;
    }
    requireKey(key);
    Path file = Files.isDirectory(target) ? target.resolve(NAME.format(Instant.now())) : target;
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    refuse(file);
    refuse(unfinished);
    try {
      write(unfinished, out);
      line(out, "checking what was written");
      BackupSummary summary = DataRestore.check(unfinished, key);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      describe(summary, out);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    line(out, "backup: " + file + ", " + Files.size(file) + " bytes");
    line(out, "The master key " + key + " is not in it. Keep a copy of it elsewhere.");
    return ExitCode.OK;
  }

  /** Before anything is written: a backup that nobody checked is a hope. */
  private static void requireKey(Path key) {
    if (!Files.isReadable(key)) {
      throw new TrestleException(
          ProblemCode.MASTER_KEY_WRONG,
          "The master key "
              + key
              + " cannot be read, and the backup is checked with it. Name it with --master-key.");
    }
  }

  private static void refuse(Path file) {
    if (Files.exists(file)) {
      throw new TrestleException(
          ProblemCode.CONFLICT, file + " is there already. Choose another name, or a folder.");
    }
  }

  private void write(Path file, PrintWriter out) throws IOException {
    HttpResponse<InputStream> answer = RunningTrestle.on(data.folder).stream(PATH);
    long expected = answer.headers().firstValueAsLong("X-Trestle-Backup-Bytes").orElse(0);
    try (InputStream in = answer.body();
        FileChannel channel =
            FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")))) {
      Progress progress = new Progress(expected, out);
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        progress.add(read);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new TrestleException(
          ProblemCode.BACKUP_DAMAGED,
          "The backup broke off ("
              + e.getMessage()
              + "). Look at the log of Trestle and the room where the file is; nothing is kept.",
          e);
    }
  }

  /** A line every few seconds. */
  private static final class Progress {
    private static final long EVERY_NANOS = 5_000_000_000L;
    private final long expected;
    private final PrintWriter out;
    private long written;
    private long saidNanos = System.nanoTime();

    Progress(long expected, PrintWriter out) {
      this.expected = expected;
      this.out = out;
    }

    void add(int bytes) {
      written += bytes;
      if (System.nanoTime() - saidNanos > EVERY_NANOS) {
        saidNanos = System.nanoTime();
        line(out, (written >> 20) + " MB written, the tables have " + (expected >> 20) + " MB");
      }
    }
  }

  static void describe(BackupSummary summary, PrintWriter out) {
    line(
        out, "written %s by release %s".formatted(summary.start().at(), summary.start().release()));
    line(out, "%d rows in %d tables".formatted(summary.rows(), summary.tables().size()));
    summary.facts().forEach((name, value) -> line(out, name + ": " + value));
  }

  private static void line(PrintWriter out, @Nullable String text) {
    out.println(text);
    out.flush();
  }
}
