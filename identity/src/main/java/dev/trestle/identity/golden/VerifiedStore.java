package dev.trestle.identity.golden;

import dev.trestle.kernel.sealing.KeyedHash;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * Values that people verified, by source record: they stay with the record, whoever it is linked
 * with. Holds no value, only keyed hashes of them. Thread-safe.
 */
public final class VerifiedStore {
  private static final String NOTE = "verified_note";
  private static final String STANDING =
      """
      select distinct on (rid, element, value) rid, element, value, verified
        from value_verified where rid = any (:rids)
       order by rid, element, value, id desc
      """;
  private static final String ADD =
      """
      insert into value_verified (rid, element, value, verified, actor, note)
      values (:rid, :element, :value, :verified, :actor, :note)
      """;

  private final Jdbi jdbi;
  private final KeyedHash hash;
  private final Sealer sealer;

  public VerifiedStore(DataSource database, Keyring keyring, Sealer sealer) {
    this.jdbi = Jdbi.create(database);
    this.hash = keyring.index("identity.verified");
    this.sealer = sealer;
  }

  /** What stands of these records, by internal number; whoever has nothing verified is left out. */
  public Map<Long, Verified> of(Collection<Long> rids) {
    Map<Long, Set<UUID>> standing = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(STANDING)
                .bindArray("rids", Long.class, rids.toArray())
                .map(
                    (row, context) ->
                        new Row(
                            row.getLong("rid"),
                            row.getObject("value", UUID.class),
                            row.getBoolean("verified")))
                .forEach(
                    row -> {
                      if (row.verified()) {
                        standing
                            .computeIfAbsent(row.rid(), none -> new HashSet<>())
                            .add(row.value());
                      }
                    }));
    Map<Long, Verified> verified = new HashMap<>();
    standing.forEach(
        (rid, values) ->
            verified.put(rid, (element, same) -> values.contains(value(element, same))));
    return verified;
  }

  private record Row(long rid, UUID value, boolean verified) {}

  private UUID value(String element, String same) {
    return hash.hash128(List.of(element, same)).toUuid();
  }

  /**
   * Appends a person's word on a value.
   *
   * @param same as in {@link Verified#is}
   * @param verified false: it was once, and is not any more
   * @param note how it was verified, or why it is not
   */
  public void say(
      long rid, String element, String same, boolean verified, String actor, String note) {
    byte[] sealed =
        sealer.seal(
            NOTE,
            ByteBuffer.allocate(Long.BYTES).putLong(rid).array(),
            note.getBytes(StandardCharsets.UTF_8));
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(ADD)
                .bind("rid", rid)
                .bind("element", element)
                .bind("value", value(element, same))
                .bind("verified", verified)
                .bind("actor", actor)
                .bind("note", sealed)
                .execute());
  }
}
