package dev.trestle.postgres.embedded;

import dev.trestle.postgres.disk.DiskLimits;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an operator may choose about the embedded server. Durability is not among it.
 *
 * @param dataFolder the DATA folder; made when it is not there
 * @param binariesFolder where the versioned folder of binaries is unpacked; DATA/postgres unless
 *     tests share it
 * @param port loopback port; 0 takes any free one
 * @param sharedBuffersMegabytes PostgreSQL's own cache
 * @param maxConnections limit of server connections, all pools together
 * @param stopTimeout how long an orderly stop may take before it is forced
 * @param disk how much room must be left where DATA is
 */
public record EmbeddedPostgresSettings(
    Path dataFolder,
    Path binariesFolder,
    int port,
    int sharedBuffersMegabytes,
    int maxConnections,
    Duration stopTimeout,
    DiskLimits disk) {

  private static final int SHARED_BUFFERS_MEGABYTES = 512;
  private static final int MAX_CONNECTIONS = 64;
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);

  /** The defaults for a DATA folder. */
  public static EmbeddedPostgresSettings in(Path dataFolder) {
    Path data = dataFolder.toAbsolutePath().normalize();
    return new EmbeddedPostgresSettings(
        data,
        data.resolve(DataFolder.POSTGRES),
        0,
        SHARED_BUFFERS_MEGABYTES,
        MAX_CONNECTIONS,
        STOP_TIMEOUT,
        DiskLimits.standard());
  }

  /** The same with another port. */
  public EmbeddedPostgresSettings withPort(int newPort) {
    return new EmbeddedPostgresSettings(
        dataFolder,
        binariesFolder,
        newPort,
        sharedBuffersMegabytes,
        maxConnections,
        stopTimeout,
        disk);
  }

  /** The same with another size of PostgreSQL's cache. */
  public EmbeddedPostgresSettings withSharedBuffersMegabytes(int megabytes) {
    return new EmbeddedPostgresSettings(
        dataFolder, binariesFolder, port, megabytes, maxConnections, stopTimeout, disk);
  }

  /** The same with the binaries unpacked elsewhere. */
  public EmbeddedPostgresSettings withBinariesFolder(Path folder) {
    return new EmbeddedPostgresSettings(
        dataFolder,
        folder.toAbsolutePath().normalize(),
        port,
        sharedBuffersMegabytes,
        maxConnections,
        stopTimeout,
        disk);
  }

  /** The same with other limits of the disk. */
  public EmbeddedPostgresSettings withDisk(DiskLimits limits) {
    return new EmbeddedPostgresSettings(
        dataFolder,
        binariesFolder,
        port,
        sharedBuffersMegabytes,
        maxConnections,
        stopTimeout,
        limits);
  }
}
