package dev.trestle.semantics.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The codes of one field that a rule looks up in a table. A field for codes can hold whatever
 * somebody typed, so a code that is not in the table is told only when it looks like one (at most
 * 20 characters, no blank) and came in at least ten messages of at least ten patients. All others
 * are counted together. Codes of the table are no message's own: they are told as often as they
 * came.
 */
public final class CodeCounts {
  /** From so many messages, and patients, on a code that the table has not is told. */
  public static final int TOLD_FROM = 10;

  private static final int LONGEST = 20;

  /** Codes that are counted one by one. */
  private static final int CODES = 1_000;

  private final Map<String, Count> byCode = new HashMap<>();
  private long others;

  /** A code with the first patients it came for, as hashes. */
  private static final class Count {
    private final boolean inTable;
    private final int[] patients = new int[TOLD_FROM];
    private int patientCount;
    private long messages;

    Count(boolean inTable) {
      this.inTable = inTable;
    }

    void add(int patient) {
      messages++;
      for (int i = 0; i < patientCount; i++) {
        if (patients[i] == patient) {
          return;
        }
      }
      if (patientCount < TOLD_FROM) {
        patients[patientCount++] = patient;
      }
    }

    boolean isTold() {
      return inTable || (messages >= TOLD_FROM && patientCount >= TOLD_FROM);
    }
  }

  /**
   * A code that may be told.
   *
   * @param messages it came in
   */
  public record Code(String code, long messages, boolean inTable) {}

  /**
   * What came.
   *
   * @param told codes that may be told, most messages first
   * @param others messages with codes that may not: none of them is in the table
   */
  public record Told(List<Code> told, long others) {
    public Told {
      told = List.copyOf(told);
    }

    /** Messages with a code that is in no row of the table. */
    public long unmapped() {
      return others + told.stream().filter(code -> !code.inTable()).mapToLong(Code::messages).sum();
    }
  }

  /**
   * A code of one message.
   *
   * @param patient tells patients apart
   */
  void add(String code, boolean inTable, int patient) {
    boolean isCode = inTable || (code.length() <= LONGEST && isOneWord(code));
    if (!isCode || (byCode.size() >= CODES && !byCode.containsKey(code))) {
      others++;
      return;
    }
    byCode.computeIfAbsent(code, missing -> new Count(inTable)).add(patient);
  }

  private static boolean isOneWord(String code) {
    return code.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
  }

  /** What may be told. */
  public Told told() {
    Map<Boolean, List<Map.Entry<String, Count>>> parts =
        byCode.entrySet().stream()
            .collect(Collectors.partitioningBy(each -> each.getValue().isTold()));
    List<Code> told =
        parts.getOrDefault(true, List.of()).stream()
            .map(each -> new Code(each.getKey(), each.getValue().messages, each.getValue().inTable))
            .sorted(Comparator.comparingLong(Code::messages).reversed().thenComparing(Code::code))
            .toList();
    long hidden =
        parts.getOrDefault(false, List.of()).stream()
            .mapToLong(each -> each.getValue().messages)
            .sum();
    return new Told(told, hidden + others);
  }
}
