package dev.trestle.identity.spill;

import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Sealer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Blocks of bytes in one file, each sealed for its place. One thread writes; any number read what
 * was written before.
 */
final class SpillFile implements AutoCloseable {
  private static final String PURPOSE = "link-spill";
  private static final int FIRST = 64;

  private final Spill spill;
  private final Sealer sealer;
  private final Disk disk;
  private final int number;
  private long[] ends = new long[FIRST];
  private int blocks;
  private boolean closed;

  SpillFile(Spill spill, Sealer sealer, Disk disk, int number) {
    this.spill = spill;
    this.sealer = sealer;
    this.disk = disk;
    this.number = number;
  }

  /** Adds a block; the first has the number 0. */
  void append(byte[] plain) {
    byte[] sealed = sealer.seal(PURPOSE, place(blocks), plain);
    long begin = blocks == 0 ? 0 : ends[blocks - 1];
    try {
      disk.write(ByteBuffer.wrap(sealed), begin);
    } catch (IOException e) {
      throw spill.full(e);
    }
    if (blocks == ends.length) {
      ends = Arrays.copyOf(ends, blocks + (blocks >> 1));
    }
    ends[blocks++] = begin + sealed.length;
    spill.wrote(sealed.length);
  }

  /** A block as it was added. */
  byte[] read(int block) {
    long begin = block == 0 ? 0 : ends[block - 1];
    byte[] sealed = new byte[(int) (ends[block] - begin)];
    try {
      disk.read(ByteBuffer.wrap(sealed), begin);
      return sealer.open(PURPOSE, place(block), sealed);
    } catch (IOException | TrestleException e) {
      throw spill.unreadable(e);
    }
  }

  int blocks() {
    return blocks;
  }

  private byte[] place(int block) {
    return ByteBuffer.allocate(2 * Integer.BYTES).putInt(number).putInt(block).array();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        disk.close();
      } catch (IOException e) {
        throw spill.full(e);
      }
    }
  }
}
