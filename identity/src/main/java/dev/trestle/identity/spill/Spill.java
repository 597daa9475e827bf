package dev.trestle.identity.spill;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The disk space of one run and how much memory its parts may take. The key that seals is made for
 * the run and is nowhere but in memory.
 */
public final class Spill implements AutoCloseable {
  /** Below it nothing is worth a file. */
  private static final long LEAST = 1 << 20;

  private static final long FIRST_SAID = 64L << 20;
  private static final int SORTERS = 10;
  private static final int CACHES = 4;
  private static final long MOST_OF_A_SORTER = 256L << 20;

  private final Path folder;
  private final long memory;
  private final Consumer<String> progress;
  private final Opener opener;
  private final Sealer sealer = Sealer.inMemory();
  private final List<SpillFile> files = new ArrayList<>();
  private long written;
  private long said;

  /** Makes a file. */
  interface Opener {
    Disk open(Path folder) throws IOException;
  }

  /**
   * @param memory about so many bytes are kept in memory
   * @param progress hears how much is on disk
   */
  public Spill(Path folder, long memory, Consumer<String> progress) {
    this(folder, memory, progress, OwnFile::open);
  }

  Spill(Path folder, long memory, Consumer<String> progress, Opener opener) {
    this.folder = folder;
    this.memory = Math.max(LEAST, memory);
    this.progress = progress;
    this.opener = opener;
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new TrestleException(
          ProblemCode.FILE_UNREADABLE,
          "The file does not fit into memory, and "
              + folder
              + " is no folder that can be written to. Name one with --spill, or give more memory"
              + " with --memory.");
    }
  }

  /** A new file; it is closed with this at the latest. */
  synchronized SpillFile file() {
    try {
      SpillFile file = new SpillFile(this, sealer, opener.open(folder), files.size());
      files.add(file);
      return file;
    } catch (IOException e) {
      throw full(e);
    }
  }

  /** Bytes that a sorter may hold before it writes a run. */
  long sorterBytes() {
    return Math.min(MOST_OF_A_SORTER, memory / SORTERS);
  }

  /** Bytes that a cache of pages may hold. */
  long cacheBytes() {
    return memory / CACHES;
  }

  synchronized void wrote(long bytes) {
    written += bytes;
    if (said == 0) {
      progress.accept("more than fits into memory: spilling to " + folder + ", sealed");
      said = FIRST_SAID;
    }
    if (written >= said) {
      progress.accept(String.format(Locale.ROOT, "%.1f GB spilled so far", written / 1e9));
      while (said <= written) {
        said *= 2;
      }
    }
  }

  /** How many bytes were written so far. */
  public synchronized long written() {
    return written;
  }

  TrestleException full(IOException e) {
    return new TrestleException(
        ProblemCode.FILE_UNREADABLE,
        String.format(
            Locale.ROOT,
            "%s cannot be written to after %.1f GB of working data; is the disk full? Free space,"
                + " name another folder with --spill, or give more memory with --memory.",
            folder,
            written() / 1e9),
        e);
  }

  TrestleException unreadable(Exception e) {
    return new TrestleException(
        ProblemCode.FILE_UNREADABLE,
        "Working data in "
            + folder
            + " is not what was written there: the disk may be failing. Nothing was put out. Link"
            + " again, with another folder (--spill) or more memory (--memory).",
        e);
  }

  @Override
  public synchronized void close() {
    files.forEach(SpillFile::close);
    files.clear();
  }
}
