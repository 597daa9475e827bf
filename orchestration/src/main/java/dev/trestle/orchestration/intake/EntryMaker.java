package dev.trestle.orchestration.intake;

import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.message.Header;
import dev.trestle.kernel.message.OrderingKey;
import dev.trestle.kernel.sealing.Hash128;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.kernel.statement.NameHash;
import dev.trestle.orchestration.journal.BigMessageStore;
import dev.trestle.orchestration.journal.HashedKey;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.journal.NewEntry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the bytes of a message an entry of the journal: sealed, with keys that are hashes. */
public final class EntryMaker {
  private static final int SECONDS_PER_MINUTE = 60;
  private static final byte[] STORED = {};

  private final Dialect dialect;
  private final Keyring keyring;
  private final Sealer sealer;
  private final BigMessageStore bigMessages;
  private final Clock clock;

  public EntryMaker(
      Dialect dialect, Keyring keyring, Sealer sealer, BigMessageStore bigMessages, Clock clock) {
    this.dialect = dialect;
    this.keyring = keyring;
    this.sealer = sealer;
    this.bigMessages = bigMessages;
    this.clock = clock;
  }

  /**
   * Makes an entry. The bytes of a big message are stored meanwhile, which takes its time.
   *
   * @param settled its outcome when that is known on receipt
   * @param correction whose place it takes, if any
   * @throws dev.trestle.kernel.problem.TrestleException DATABASE_UNAVAILABLE a big message could
   *     not be stored
   */
  public NewEntry make(
      Site site,
      Source source,
      Header header,
      byte[] raw,
      NewEntry.@Nullable Settled settled,
      NewEntry.@Nullable Correction correction) {
    UUID id = UUID.randomUUID();
    List<HashedKey> keys = new ArrayList<>();
    for (OrderingKey key : dialect.keys(raw, source, site)) {
      keys.add(new HashedKey(key.kind(), hash(key)));
    }
    Hash128 content = keyring.naming().hash128(raw);
    return new NewEntry(
        id,
        source.name(),
        header.type(),
        raw.length,
        sealed(id, raw),
        control(source, header, content),
        content,
        keys,
        settled,
        correction);
  }

  private byte[] sealed(UUID id, byte[] raw) {
    if (raw.length > Source.BIG_MESSAGE_BYTES) {
      bigMessages.write(id, raw);
      return STORED;
    }
    return sealer.seal("journal", JournalReadStore.place(id), raw);
  }

  /** The entry was not appended. */
  void forget(NewEntry entry) {
    if (entry.bytes() > Source.BIG_MESSAGE_BYTES) {
      bigMessages.forget(entry.id());
    }
  }

  private Hash128 hash(OrderingKey key) {
    return switch (key.kind()) {
      case PATIENT, MERGE -> patientKey(keyring, key.scope(), key.authority(), key.value());
      case VISIT, ORDER -> otherKey(keyring, key);
    };
  }

  /** A patient's key is the name under which the record knows the patient. */
  public static Hash128 patientKey(Keyring keyring, String scope, String authority, String value) {
    return Hash128.of(NameHash.ofPatient(keyring.naming(), scope, authority, value));
  }

  /** The keys that a number has as a visit's and as an order's. */
  public static List<Hash128> otherKeys(
      Keyring keyring, String scope, String authority, String value) {
    return List.of(
        otherKey(keyring, new OrderingKey(OrderingKey.Kind.VISIT, scope, authority, value)),
        otherKey(keyring, new OrderingKey(OrderingKey.Kind.ORDER, scope, authority, value)));
  }

  private static Hash128 otherKey(Keyring keyring, OrderingKey key) {
    return keyring
        .naming()
        .hash128(List.of("order", key.kind().name(), key.scope(), key.authority(), key.value()));
  }

  /** The key by which a repeat of a source is known. */
  public static Hash128 controlKey(Keyring keyring, SourceName source, String controlId) {
    return keyring.naming().hash128(List.of("control-id", source.toString(), controlId));
  }

  /** Without a control id only the same bytes within the same minute are taken for a repeat. */
  private Hash128 control(Source source, Header header, Hash128 content) {
    String id = header.controlId();
    if (!id.isEmpty()) {
      return controlKey(keyring, source.name(), id);
    }
    return keyring
        .naming()
        .hash128(
            List.of(
                "no-control-id", source.name().toString(), minute(), content.toUuid().toString()));
  }

  private String minute() {
    return Long.toString(clock.instant().getEpochSecond() / SECONDS_PER_MINUTE);
  }
}
