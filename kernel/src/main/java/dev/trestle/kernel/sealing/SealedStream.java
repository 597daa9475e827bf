package dev.trestle.kernel.sealing;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A file that is sealed as a whole: compressed (zstd), then encrypted in segments of one megabyte
 * (AES-256-GCM under keys derived by HKDF, Tink's streaming scheme), so that a changed, missing,
 * repeated or moved segment and a cut end are found while reading.
 *
 * <p>Form: 16 bytes that say what it is, length (2 bytes) and bytes of the file's own key under the
 * master key, CRC-32C of all that (4 bytes), then the segments. The checksum is no protection: it
 * tells a damaged beginning from another master key.
 */
public final class SealedStream {
  private static final byte[] MAGIC = "TRESTLE-SEALED-1".getBytes(StandardCharsets.US_ASCII);
  private static final String HKDF = "HmacSha256";
  private static final int SEGMENT_BYTES = 1 << 20;
  private static final int CHECKSUM_BYTES = 4;
  private static final int LONGEST_WRAPPED_KEY = 1_024;
  private static final int ZSTD_LEVEL = 1;

  private SealedStream() {}

  /**
   * Begins a sealed file. Only a stream that is closed gets its end: after a failure leave it
   * unclosed, and what was written does not open.
   *
   * @param purpose what the file is; it opens for no other purpose
   */
  public static OutputStream seal(MasterKey masterKey, String purpose, OutputStream out)
      throws IOException {
    byte[] key = new byte[MasterKey.LENGTH];
    new SecureRandom().nextBytes(key);
    byte[] header = header(masterKey.wrap(key, keyPurpose(purpose)));
    out.write(header);
    out.write(checksum(header));
    try {
      return new ZstdOutputStream(cipher(key).newEncryptingStream(out, header), ZSTD_LEVEL);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not available", e);
    }
  }

  /**
   * Opens a sealed file. Reading to the end proves that it is whole; damage found on the way is an
   * {@link IOException}.
   *
   * @throws TrestleException MASTER_KEY_WRONG when it was sealed with another one, BACKUP_DAMAGED
   *     when its beginning is no such file or was changed
   */
  public static InputStream open(MasterKey masterKey, String purpose, InputStream in)
      throws IOException {
    byte[] header = readHeader(in);
    byte[] wrapped = Arrays.copyOfRange(header, MAGIC.length + 2, header.length);
    byte[] key = masterKey.unwrap(wrapped, keyPurpose(purpose));
    try {
      return new ZstdInputStream(cipher(key).newDecryptingStream(in, header));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not available", e);
    }
  }

  private static byte[] header(byte[] wrapped) {
    return ByteBuffer.allocate(MAGIC.length + 2 + wrapped.length)
        .put(MAGIC)
        .putShort((short) wrapped.length)
        .put(wrapped)
        .array();
  }

  private static byte[] readHeader(InputStream in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length < MAGIC.length + 2
        || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw damaged("This is no file that Trestle sealed, or its beginning is missing.");
    }
    int length = ByteBuffer.wrap(start).getShort(MAGIC.length);
    if (length < 1 || length > LONGEST_WRAPPED_KEY) {
      throw damaged("The beginning of the file was changed.");
    }
    byte[] header = Arrays.copyOf(start, start.length + length);
    int read = in.readNBytes(header, start.length, length);
    if (read < length || !Arrays.equals(in.readNBytes(CHECKSUM_BYTES), checksum(header))) {
      throw damaged("The beginning of the file was changed or cut.");
    }
    return header;
  }

  private static byte[] checksum(byte[] header) {
    CRC32C sum = new CRC32C();
    sum.update(header);
    return ByteBuffer.allocate(CHECKSUM_BYTES).putInt((int) sum.getValue()).array();
  }

  private static AesGcmHkdfStreaming cipher(byte[] key) throws GeneralSecurityException {
    return new AesGcmHkdfStreaming(key, HKDF, MasterKey.LENGTH, SEGMENT_BYTES, 0);
  }

  private static String keyPurpose(String purpose) {
    return "file-key:" + purpose;
  }

  private static TrestleException damaged(String text) {
    return new TrestleException(ProblemCode.BACKUP_DAMAGED, text);
  }
}
