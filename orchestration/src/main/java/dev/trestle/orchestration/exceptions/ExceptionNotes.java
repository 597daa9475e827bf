package dev.trestle.orchestration.exceptions;

import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.orchestration.exceptions.ExceptionNote.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Comments on exceptions, and who takes them. A note never changes what becomes of a message. */
public final class ExceptionNotes {
  private static final String SEALED = "exception_note";
  private final ExceptionNoteStore store;
  private final Sealer sealer;

  public ExceptionNotes(DataSource database, Sealer sealer) {
    this.store = new ExceptionNoteStore(database);
    this.sealer = sealer;
  }

  /** Says something about an exception. */
  public void comment(long seq, String actor, String text) {
    add(List.of(seq), actor, Kind.COMMENT, text);
  }

  /** Gives exceptions to somebody; an empty name gives them back. */
  public void assign(Collection<Long> seqs, String actor, String owner) {
    add(seqs, actor, Kind.ASSIGN, owner);
  }

  private void add(Collection<Long> seqs, String actor, Kind kind, String text) {
    store.add(
        seqs.stream()
            .map(
                seq ->
                    new ExceptionNoteStore.Row(
                        seq,
                        Instant.EPOCH,
                        actor,
                        kind,
                        sealer.seal(SEALED, place(seq), text.getBytes(StandardCharsets.UTF_8))))
            .toList());
  }

  /** Everything said about an exception, oldest first. */
  public List<ExceptionNote> of(long seq) {
    return store.of(seq).stream()
        .map(row -> new ExceptionNote(row.at(), row.actor(), row.kind(), open(row)))
        .toList();
  }

  /** Who takes each of these; who nobody takes is left out. */
  public Map<Long, String> owners(Collection<Long> seqs) {
    Map<Long, String> owners = new java.util.TreeMap<>();
    store.lastAssignments(seqs).forEach(row -> owners.put(row.seq(), open(row)));
    owners.values().removeIf(String::isEmpty);
    return owners;
  }

  private String open(ExceptionNoteStore.Row row) {
    return new String(sealer.open(SEALED, place(row.seq()), row.sealed()), StandardCharsets.UTF_8);
  }

  private static byte[] place(long seq) {
    return ByteBuffer.allocate(Long.BYTES).putLong(seq).array();
  }
}
