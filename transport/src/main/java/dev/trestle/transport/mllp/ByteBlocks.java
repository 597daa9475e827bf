package dev.trestle.transport.mllp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Bytes as they arrive. Grows in blocks, so that a frame of many megabytes is never copied to grow
 * and one that comes byte by byte costs no more than one that comes whole.
 */
final class ByteBlocks {
  private static final int FIRST_BLOCK_BYTES = 1024;
  private static final int BLOCK_BYTES = 64 * 1024;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] last = new byte[0];
  private int lastUsed;
  private long fullBytes;

  long size() {
    return fullBytes + lastUsed;
  }

  boolean isEmpty() {
    return size() == 0;
  }

  void append(byte b) {
    if (lastUsed == last.length) {
      grow(1);
    }
    last[lastUsed++] = b;
  }

  void append(byte[] bytes, int from, int count) {
    int at = from;
    int left = count;
    while (left > 0) {
      if (lastUsed == last.length) {
        grow(left);
      }
      int part = Math.min(left, last.length - lastUsed);
      System.arraycopy(bytes, at, last, lastUsed, part);
      lastUsed += part;
      at += part;
      left -= part;
    }
  }

  private void grow(int wanted) {
    if (last.length < BLOCK_BYTES) {
      int doubled = Math.max(Math.max(FIRST_BLOCK_BYTES, last.length * 2), lastUsed + wanted);
      last = Arrays.copyOf(last, Math.min(BLOCK_BYTES, doubled));
      return;
    }
    full.add(last);
    fullBytes += last.length;
    last = new byte[BLOCK_BYTES];
    lastUsed = 0;
  }

  /** The byte at a position; all full blocks have one size. */
  byte at(long position) {
    int block = (int) (position / BLOCK_BYTES);
    byte[] holder = block < full.size() ? full.get(block) : last;
    return holder[(int) (position % BLOCK_BYTES)];
  }

  /** The first bytes, at most {@code limit}. */
  byte[] head(long limit) {
    byte[] head = new byte[(int) Math.min(limit, size())];
    int at = 0;
    for (byte[] block : full) {
      int part = Math.min(block.length, head.length - at);
      System.arraycopy(block, 0, head, at, part);
      at += part;
    }
    System.arraycopy(last, 0, head, at, head.length - at);
    return head;
  }

  byte[] toBytes() {
    return head(size());
  }

  /** SHA-256 of the first {@code count} bytes, lower-case hex. */
  String sha256(long count) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      long left = count;
      for (byte[] block : full) {
        int part = (int) Math.min(block.length, left);
        sha256.update(block, 0, part);
        left -= part;
      }
      sha256.update(last, 0, (int) Math.min(lastUsed, left));
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  void clear() {
    full.clear();
    fullBytes = 0;
    lastUsed = 0;
    if (last.length > FIRST_BLOCK_BYTES * 4) {
      last = new byte[0];
    }
  }
}
