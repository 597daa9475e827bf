package dev.trestle.orchestration.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Table {@code outcome_finding}: which problems were found in what is settled. */
public final class OutcomeFindingStore {
  /** Two parameters: an array of problem numbers and one of entries, of the same length. */
  public static final String ADD =
      """
      insert into outcome_finding (code, seq)
      select * from unnest(?::int4[], ?::int8[]) on conflict do nothing
      """;

  private OutcomeFindingStore() {}

  /**
   * Sets the parameters of {@link #ADD}.
   *
   * @param first index of the first of the two
   * @param findings of each entry, as {@link FindingCodes#of}
   */
  public static void set(
      Connection transaction, PreparedStatement statement, int first, Map<Long, String> findings)
      throws SQLException {
    // Sorted by code, so that two writers can never wait for each other in a circle.
    Map<Integer, NavigableSet<Long>> seqs = new TreeMap<>();
    findings.forEach(
        (seq, text) ->
            FindingCodes.numbers(text)
                .forEach(code -> seqs.computeIfAbsent(code, any -> new TreeSet<>()).add(seq)));
    Object[] codes =
        seqs.entrySet().stream()
            .flatMap(one -> one.getValue().stream().map(seq -> one.getKey()))
            .toArray();
    Object[] entries = seqs.values().stream().flatMap(NavigableSet::stream).toArray();
    statement.setArray(first, transaction.createArrayOf("int4", codes));
    statement.setArray(first + 1, transaction.createArrayOf("int8", entries));
  }

  /** Adds them in a statement of its own. */
  static void add(Connection transaction, Map<Long, String> findings) throws SQLException {
    try (PreparedStatement statement = transaction.prepareStatement(ADD)) {
      set(transaction, statement, 1, findings);
      statement.executeUpdate();
    }
  }
}
