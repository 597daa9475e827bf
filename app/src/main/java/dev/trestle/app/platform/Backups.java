package dev.trestle.app.platform;

import dev.trestle.app.http.BackupSource;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.MasterKey;
import dev.trestle.kernel.site.Site;
import dev.trestle.postgres.PostgresPool;
import dev.trestle.postgres.backup.Backup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Backups of this platform, one at a time: the database, and the certificate senders trust. */
final class Backups implements BackupSource {
  static final String TLS_FOLDER = "tls";
  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
  private final Supplier<PostgresPool> pool;
  private final MasterKey masterKey;
  private final Path dataFolder;
  private final Supplier<Site> site;
  private final Clock clock;
  private final Semaphore one = new Semaphore(1);

  Backups(
      Supplier<PostgresPool> pool,
      MasterKey masterKey,
      Path dataFolder,
      Supplier<Site> site,
      Clock clock) {
    this.pool = pool;
    this.masterKey = masterKey;
    this.dataFolder = dataFolder;
    this.site = site;
    this.clock = clock;
  }

  @Override
  public long estimatedBytes() {
    return Backup.estimatedBytes(pool.get());
  }

  @Override
  public void write(OutputStream out) throws IOException {
    if (!one.tryAcquire()) {
      throw new TrestleException(ProblemCode.CONFLICT, "A backup is being written already.");
    }
    try {
      Backup.Content content =
          new Backup.Content(
              PlatformStatus.release(), clock.instant(), tls(), new BackupFactsStore(site));
      LOG.info("Backup written: {} rows", Backup.write(pool.get(), content, masterKey, out).rows());
    } finally {
      one.release();
    }
  }

  private Map<String, byte[]> tls() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(dataFolder.resolve(TLS_FOLDER))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
