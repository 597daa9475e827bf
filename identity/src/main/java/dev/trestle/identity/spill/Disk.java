package dev.trestle.identity.spill;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes under their place in a file. Reading is thread-safe. */
interface Disk {
  /** Writes all of them. */
  void write(ByteBuffer bytes, long place) throws IOException;

  /** Fills the buffer. */
  void read(ByteBuffer bytes, long place) throws IOException;

  /** Gives the space back; nothing is left of what was written. */
  void close() throws IOException;
}
