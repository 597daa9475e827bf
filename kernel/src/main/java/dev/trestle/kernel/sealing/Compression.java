package dev.trestle.kernel.sealing;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;

/** Zstandard with a context for each thread: making one costs more than a small value. */
final class Compression {
  private static final int LEVEL = 1;
  private static final ThreadLocal<ZstdCompressCtx> COMPRESS =
      ThreadLocal.withInitial(() -> new ZstdCompressCtx().setLevel(LEVEL));
  private static final ThreadLocal<ZstdDecompressCtx> DECOMPRESS =
      ThreadLocal.withInitial(ZstdDecompressCtx::new);

  private Compression() {}

  static byte[] compress(byte[] plain) {
    return COMPRESS.get().compress(plain);
  }

  /**
   * @param size of the plain value, as its frame says
   */
  static byte[] decompress(byte[] compressed, int size) {
    return DECOMPRESS.get().decompress(compressed, size);
  }
}
