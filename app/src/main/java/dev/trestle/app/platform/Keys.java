package dev.trestle.app.platform;

import dev.trestle.app.audit.AuditKeys;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.MasterKey;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.keys.KeyStore;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;

/** The keys of a deployment, opened by its master key. */
record Keys(MasterKey master, Sealer sealer, Keyring keyring, AuditKeys audit) {
  /**
   * Opens them; makes a master key only for data that was never sealed.
   *
   * @throws dev.trestle.kernel.problem.TrestleException MASTER_KEY_WRONG
   */
  static Keys open(Path masterKey, DataSource database, Clock clock) {
    KeyStore store = new KeyStore(database);
    MasterKey master = MasterKeyFile.open(masterKey, store.hasKeys());
    return new Keys(
        master,
        new Sealer(master, store, clock),
        Keyring.open(master, store),
        AuditKeys.open(master, store, database));
  }
}
