package dev.trestle.app.audit;

import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.sealing.SigningKey;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes the audit of a period for an inspector: its blocks without a gap, each with its events as
 * they were sealed and as FHIR AuditEvents, questions opened. The file is proved by itself with
 * {@link ExportFile}; without its last line it broke off.
 */
public final class AuditExport {
  private static final int PAGE_BLOCKS = 20;
  private final Jdbi jdbi;
  private final AuditSearch search;
  private final AuditKeys keys;
  private final Clock clock;

  public AuditExport(DataSource database, Sealer sealer, AuditKeys keys, Clock clock) {
    this.jdbi = Jdbi.create(database);
    this.search = new AuditSearch(database, sealer);
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Writes it.
   *
   * @param by who asked for it
   * @param from events at or after
   * @param to events before; blocks are whole, so some others come with them
   */
  public void write(String by, Instant from, Instant to, OutputStream out) throws IOException {
    SigningKey key = keys.current();
    SignedText text = new SignedText(out, key);
    var head = ExportLines.line();
    head.putObject(ExportLines.EXPORT)
        .put("form", 1)
        .put("from", from.toString())
        .put("to", to.toString())
        .put("madeAt", clock.instant().toString())
        .put("madeBy", by)
        .put("key", AuditKey.hex(key.publicKey()));
    text.line(ExportLines.text(head));
    about(text);
    Optional<BlockStore.Numbers> numbers =
        jdbi.withHandle(handle -> BlockStore.numbers(handle, from, to));
    if (numbers.isPresent()) {
      blocks(numbers.get(), text);
    }
    text.end(false);
  }

  /**
   * What a reader needs beside the blocks: who signed which, and which are without their events.
   */
  private void about(SignedText text) throws IOException {
    List<KeyChange> changes = jdbi.withHandle(AuditKeyStore::changes);
    if (!changes.isEmpty()) {
      text.line(ExportLines.firstKey(keys.of(1).publicKey()));
      for (KeyChange change : changes) {
        text.line(ExportLines.key(change));
      }
    }
    for (Removal removal : jdbi.withHandle(RemovalStore::all)) {
      text.line(ExportLines.removal(removal));
    }
  }

  private void blocks(BlockStore.Numbers numbers, SignedText text) throws IOException {
    long next = numbers.first();
    while (next <= numbers.last()) {
      long from = next;
      List<Block> page =
          jdbi.withHandle(handle -> BlockStore.blocks(handle, from, PAGE_BLOCKS)).stream()
              .filter(block -> block.number() <= numbers.last())
              .toList();
      for (Block block : page) {
        text.line(ExportLines.block(block));
        List<StoredEvent> events = jdbi.withHandle(handle -> BlockStore.events(handle, block));
        for (StoredEvent event : events) {
          text.line(ExportLines.event(event, event.event() == null ? null : search.open(event)));
        }
      }
      next = page.isEmpty() ? Long.MAX_VALUE : page.get(page.size() - 1).number() + 1;
    }
  }
}
