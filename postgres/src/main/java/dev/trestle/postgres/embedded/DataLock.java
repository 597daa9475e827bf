package dev.trestle.postgres.embedded;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock on DATA for the life of the process. The kernel drops it when the process dies, however
 * it dies; PostgreSQL's processes do not inherit it.
 */
final class DataLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DataLock.class);
  private static final int PROCESS_ID_BYTES = 20;

  /**
   * The locks of this process. Closing a second channel on the file would drop the first one's lock
   * (POSIX), so a second attempt must not even open it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final FileChannel channel;
  private final Path folder;

  private DataLock(FileChannel channel, Path folder) {
    this.channel = channel;
    this.folder = folder;
  }

  static DataLock acquire(DataFolder data) throws IOException {
    Path folder = data.path().toRealPath();
    if (!HELD.add(folder)) {
      throw locked("This process", folder);
    }
    try {
      return new DataLock(open(data.lock(), folder), folder);
    } catch (IOException | RuntimeException e) {
      HELD.remove(folder);
      throw e;
    }
  }

  private static FileChannel open(Path file, Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    if (channel.tryLock() == null) {
      String holder = read(channel);
      channel.close();
      throw locked("Process " + holder, folder);
    }
    writeProcessId(channel);
    return channel;
  }

  /** For the text of a refusal only. In place, for there may be no room for a new block. */
  private static void writeProcessId(FileChannel channel) {
    String padded =
        String.format(Locale.ROOT, "%-" + PROCESS_ID_BYTES + "d", ProcessHandle.current().pid());
    try {
      channel.write(ByteBuffer.wrap(padded.getBytes(StandardCharsets.US_ASCII)), 0);
    } catch (IOException e) {
      LOG.warn("The process number could not be written into the lock file.", e);
    }
  }

  private static TrestleException locked(String holder, Path folder) {
    return new TrestleException(
        ProblemCode.DATA_LOCKED,
        holder
            + " uses the data folder "
            + folder
            + ". Stop it, or choose another folder with --data.");
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(PROCESS_ID_BYTES);
    channel.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("The lock file could not be closed; the lock ends with the process.", e);
      return;
    }
    HELD.remove(folder);
  }
}
