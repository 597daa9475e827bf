package dev.trestle.sandbox.hospital;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order and what was asked for.
 *
 * @param placer ORC-2
 * @param filler ORC-3
 * @param kind what is reported
 * @param loinc code of OBR-4
 * @param name text of OBR-4
 * @param local local code of OBR-4
 * @param ordered who ordered: number, family, given
 * @param collected OBR-7
 * @param visit visit it belongs to, or null
 * @param results its lines as they are when final
 */
record LabOrder(
    String placer,
    String filler,
    Kind kind,
    String loinc,
    String name,
    String local,
    List<String> ordered,
    Instant collected,
    @Nullable Visit visit,
    List<Result> results) {

  @Override
  public String toString() {
    return "LabOrder[" + kind + "]";
  }

  /** What is reported. */
  enum Kind {
    PANEL,
    CULTURE,
    IMAGING,
    DOCUMENT
  }

  LabOrder withResults(List<Result> other) {
    return new LabOrder(
        placer, filler, kind, loinc, name, local, ordered, collected, visit, List.copyOf(other));
  }

  /**
   * One result.
   *
   * @param type OBX-2
   * @param value OBX-5 as text; coded values as {@code CODE=TEXT}; lines of text separated by LF
   * @param subId OBX-4, empty where nothing repeats
   * @param note NTE after the OBX, or empty
   */
  record Result(
      String type,
      String loinc,
      String name,
      String local,
      String subId,
      String value,
      String unit,
      String range,
      String flag,
      String note) {

    Result withValue(String otherType, String otherValue, String otherFlag) {
      return new Result(
          otherType, loinc, name, local, subId, otherValue, unit, range, otherFlag, note);
    }

    @Override
    public String toString() {
      return "Result[" + loinc + "]";
    }
  }
}
