package dev.trestle.records.store;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A current version as stored.
 *
 * @param rid internal number
 * @param id logical id
 * @param type number of the FHIR type
 * @param version counted from 1
 * @param lastUpdatedMicros {@code meta.lastUpdated}
 * @param seq journal entry of this version
 * @param patientRid the Patient it belongs to, or 0
 * @param state sealed body
 * @param marks confirmations since it was written, or null
 */
public record ResourceRow(
    long rid,
    UUID id,
    int type,
    int version,
    long lastUpdatedMicros,
    long seq,
    long patientRid,
    byte[] state,
    byte @Nullable [] marks) {

  /**
   * A row to write.
   *
   * @param row without marks
   * @param storedVersion version in the table now, 0 when there is none
   * @param epoch of the index keys
   * @param dateLowMicros first instant of the main date, or null
   * @param dateHighMicros last instant of the main date, or null
   * @param tokens keyed tokens
   */
  public record Write(
      ResourceRow row,
      int storedVersion,
      int epoch,
      @Nullable Long dateLowMicros,
      @Nullable Long dateHighMicros,
      List<Long> tokens) {}

  /** A superseded version. */
  public record Version(long rid, int version, long lastUpdatedMicros, long seq, byte[] state) {}
}
