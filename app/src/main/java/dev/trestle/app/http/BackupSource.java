package dev.trestle.app.http;

import java.io.IOException;
import java.io.OutputStream;

/** Makes backups of the running platform. */
public interface BackupSource {
  /** About how many bytes a backup will have. */
  long estimatedBytes();

  /**
   * Writes one and closes the stream, which only then has its end.
   *
   * @throws dev.trestle.kernel.problem.TrestleException CONFLICT when one is being written
   */
  void write(OutputStream out) throws IOException;
}
