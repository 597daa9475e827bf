package dev.trestle.app.audit;

import dev.trestle.kernel.sealing.KeyringStore;
import dev.trestle.kernel.sealing.MasterKey;
import dev.trestle.kernel.sealing.SigningKey;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The keys that sign the audit of a deployment, one after the other. Which one signs now stands in
 * the database, so that several processes agree; what a key is stands wrapped by the master key, so
 * that a row somebody put in there leads to nothing. Thread-safe.
 */
public final class AuditKeys {
  /** The name of the first key is that of deployments that never changed it. */
  private static final String NAME = "audit-signing-";

  private final Jdbi jdbi;
  private final IntFunction<SigningKey> opening;
  private final ConcurrentHashMap<Integer, SigningKey> opened = new ConcurrentHashMap<>();
  private final AtomicInteger highest = new AtomicInteger(1);
  private final AtomicInteger looked = new AtomicInteger(1);

  /**
   * For tests, which make keys otherwise.
   *
   * @param opening gives a key by its number, and makes it when it is not there
   */
  AuditKeys(DataSource database, IntFunction<SigningKey> opening) {
    this.jdbi = Jdbi.create(database);
    this.opening = opening;
  }

  /** Opens the present one; makes it when the deployment has none. */
  public static AuditKeys open(MasterKey masterKey, KeyringStore store, DataSource database) {
    AuditKeys keys =
        new AuditKeys(database, number -> SigningKey.open(masterKey, store, NAME + number));
    keys.current();
    return keys;
  }

  /** The key of this number. */
  SigningKey of(int number) {
    return opened.computeIfAbsent(number, opening::apply);
  }

  /** The key that signs now. */
  public SigningKey current() {
    return of(jdbi.withHandle(this::number));
  }

  SigningKey current(Handle handle) {
    return of(number(handle));
  }

  /**
   * Its number: as far as the changes follow each other, each signed by the key before. Never lower
   * than one that was seen: a row that is gone is no way back, and one that was put in is no way
   * on.
   */
  int number(Handle handle) {
    int stored = AuditKeyStore.highest(handle);
    if (stored != looked.get()) {
      int valid = 1;
      for (KeyChange change : AuditKeyStore.changes(handle)) {
        if (change.number() != valid + 1
            || !change.isSignedBy(of(valid).publicKey())
            || !isOurs(change)) {
          break;
        }
        valid++;
      }
      highest.accumulateAndGet(valid, Math::max);
      looked.set(stored);
    }
    return highest.get();
  }

  /** Whether the key is the one that the master key opens. */
  boolean isOurs(KeyChange change) {
    return Arrays.equals(change.publicKey(), of(change.number()).publicKey());
  }

  /**
   * Who signs which blocks, by what stands in the database.
   *
   * @param troubles told of changes that do not count
   */
  KeyPeriods periods(Handle handle, Consumer<Trouble> troubles) {
    return new KeyPeriods(of(1).publicKey(), AuditKeyStore.changes(handle), this::isOurs, troubles);
  }

  /** The public half of the key that signs now, in hexadecimal digits. */
  public String publicKey() {
    return AuditKey.hex(current().publicKey());
  }
}
