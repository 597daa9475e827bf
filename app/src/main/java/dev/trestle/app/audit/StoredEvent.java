package dev.trestle.app.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An audit event as it is stored, its detail still sealed.
 *
 * @param id number in the table; not in the order of time
 * @param event its id for others, UUID version 7
 * @param at when, to the microsecond
 * @param detail sealed
 */
record StoredEvent(
    long id,
    @Nullable UUID event,
    Instant at,
    String actor,
    String action,
    int outcome,
    @Nullable String type,
    @Nullable UUID target,
    @Nullable List<UUID> patients,
    byte @Nullable [] detail) {
  /** Changes when a column is added: old blocks keep the form they were sealed in. */
  private static final int FORM = 1;

  /**
   * SHA-256 over every column in the order of the record: each with its length, absent ones marked,
   * so that no two rows give the same bytes. The detail is taken sealed: proving needs no key.
   */
  byte[] digest() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      out.writeLong(id);
      uuid(out, event);
      out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
      text(out, actor);
      text(out, action);
      out.writeInt(outcome);
      text(out, type);
      uuid(out, target);
      if (patients == null) {
        out.writeInt(-1);
      } else {
        out.writeInt(patients.size());
        for (UUID patient : patients) {
          uuid(out, patient);
        }
      }
      bytes(out, detail);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Sha256.of(bytes.toByteArray());
  }

  private static void uuid(DataOutputStream out, @Nullable UUID value) throws IOException {
    out.writeBoolean(value != null);
    if (value != null) {
      out.writeLong(value.getMostSignificantBits());
      out.writeLong(value.getLeastSignificantBits());
    }
  }

  private static void text(DataOutputStream out, @Nullable String value) throws IOException {
    bytes(out, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  private static void bytes(DataOutputStream out, byte @Nullable [] value) throws IOException {
    out.writeInt(value == null ? -1 : value.length);
    if (value != null) {
      out.write(value);
    }
  }

  /** How people name it: its id for others, or its number when it has none. */
  String name() {
    return event == null ? "number " + id : event.toString();
  }

  @Override
  public String toString() {
    return "StoredEvent[" + id + "]";
  }
}
