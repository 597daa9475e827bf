package dev.trestle.kernel.sealing;

import com.github.luben.zstd.Zstd;
import com.google.crypto.tink.Aead;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compresses and encrypts what goes to disk: zstd, then AES-256-GCM with one data key per purpose
 * and day (so that no key comes near the 2^32 limit of random nonces, NIST SP 800-38D §8.3).
 *
 * <p>Sealed form: format (1 byte), compression (1 byte), data key id (4 bytes), nonce (12),
 * ciphertext, tag (16). The row's place is associated data, so that a sealed value does not open in
 * another table or row. Thread-safe.
 */
public final class Sealer {
  /** Largest value that is opened, so that a forged length cannot exhaust memory. */
  public static final int PLAIN_LIMIT_BYTES = 256 << 20;

  private static final byte FORMAT = 1;
  private static final byte STORED = 0;
  private static final byte ZSTD = 1;
  private static final int HEADER_BYTES = 6;
  private static final int COMPRESS_FROM_BYTES = 100;

  private final MasterKey masterKey;
  private final DataKeyStore store;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final ConcurrentHashMap<Integer, Aead> opened = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Current> current = new ConcurrentHashMap<>();

  private record Current(LocalDate day, int id, Aead aead) {}

  public Sealer(MasterKey masterKey, DataKeyStore store, Clock clock) {
    this.masterKey = masterKey;
    this.store = store;
    this.clock = clock;
  }

  /**
   * A sealer whose keys are nowhere but in memory: for tests, and for what is of no use to anybody
   * once the process has ended.
   */
  public static Sealer inMemory() {
    return new Sealer(
        MasterKey.parse(MasterKey.generate()), new VolatileDataKeys(), Clock.systemUTC());
  }

  /**
   * Seals a value.
   *
   * @param purpose table or kind of value; also chooses the data key
   * @param place id and version of the row, as bytes
   * @param plain the value
   */
  public byte[] seal(String purpose, byte[] place, byte[] plain) {
    Current key = keyOfToday(purpose);
    byte compression = STORED;
    byte[] body = plain;
    if (plain.length >= COMPRESS_FROM_BYTES) {
      byte[] compressed = Compression.compress(plain);
      if (compressed.length < plain.length) {
        body = compressed;
        compression = ZSTD;
      }
    }
    try {
      byte[] encrypted = key.aead().encrypt(body, associated(purpose, compression, place));
      return ByteBuffer.allocate(HEADER_BYTES + encrypted.length)
          .put(FORMAT)
          .put(compression)
          .putInt(key.id())
          .put(encrypted)
          .array();
    } catch (GeneralSecurityException e) {
      throw new TrestleException(ProblemCode.DEFECT_INTERNAL, "A value could not be sealed", e);
    }
  }

  /**
   * Opens a sealed value.
   *
   * @throws TrestleException CIPHERTEXT_INVALID when it was changed, or sealed for another place
   */
  public byte[] open(String purpose, byte[] place, byte[] sealed) {
    if (sealed.length < HEADER_BYTES || sealed[0] != FORMAT) {
      throw new TrestleException(ProblemCode.CIPHERTEXT_INVALID, "Not a sealed value: " + purpose);
    }
    byte compression = sealed[1];
    int keyId = ByteBuffer.wrap(sealed, 2, 4).getInt();
    byte[] encrypted = java.util.Arrays.copyOfRange(sealed, HEADER_BYTES, sealed.length);
    try {
      byte[] body = keyOf(keyId).decrypt(encrypted, associated(purpose, compression, place));
      return compression == ZSTD ? decompress(body) : body;
    } catch (GeneralSecurityException e) {
      throw new TrestleException(
          ProblemCode.CIPHERTEXT_INVALID, "A sealed value does not open: " + purpose, e);
    }
  }

  private static byte[] decompress(byte[] body) {
    long size = Zstd.getFrameContentSize(body);
    if (size < 0 || size > PLAIN_LIMIT_BYTES) {
      throw new TrestleException(ProblemCode.CIPHERTEXT_INVALID, "A sealed value has no size");
    }
    return Compression.decompress(body, (int) size);
  }

  private static byte[] associated(String purpose, byte compression, byte[] place) {
    byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(name.length + 2 + place.length)
        .put(name)
        .put((byte) 0)
        .put(compression)
        .put(place)
        .array();
  }

  private Current keyOfToday(String purpose) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Current known = current.get(purpose);
    if (known != null && known.day().equals(today)) {
      return known;
    }
    DataKeyStore.WrappedKey wrapped =
        store.find(purpose, today).orElseGet(() -> add(purpose, today));
    Current fresh = new Current(today, wrapped.id(), unwrap(wrapped));
    current.put(purpose, fresh);
    return fresh;
  }

  private DataKeyStore.WrappedKey add(String purpose, LocalDate day) {
    byte[] bytes = new byte[MasterKey.LENGTH];
    random.nextBytes(bytes);
    return store.add(purpose, day, masterKey.wrap(bytes, "data-key:" + purpose));
  }

  private Aead keyOf(int id) {
    Aead known = opened.get(id);
    if (known != null) {
      return known;
    }
    DataKeyStore.WrappedKey wrapped =
        store
            .byId(id)
            .orElseThrow(
                () ->
                    new TrestleException(
                        ProblemCode.CIPHERTEXT_INVALID, "There is no data key " + id));
    return unwrap(wrapped);
  }

  private Aead unwrap(DataKeyStore.WrappedKey wrapped) {
    return opened.computeIfAbsent(
        wrapped.id(),
        unused -> AesGcm.of(masterKey.unwrap(wrapped.wrapped(), "data-key:" + wrapped.purpose())));
  }
}
