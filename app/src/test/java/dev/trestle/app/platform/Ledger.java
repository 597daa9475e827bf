package dev.trestle.app.platform;

import dev.trestle.orchestration.balance.Balance;
import dev.trestle.records.index.FhirTypes;
import dev.trestle.records.read.RecordReader;
import dev.trestle.records.read.Resource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds what senders know was accepted against what is there. */
final class Ledger {
  private static final int SHOWN = 5;

  private Ledger() {}

  /**
   * What is wrong, in words; empty when nothing acknowledged is missing, nothing is doubled, each
   * patient's messages took effect in their order, and the balance closes.
   */
  static List<String> problems(Platform platform, List<RepeatingSender> senders)
      throws SQLException {
    List<String> problems = new ArrayList<>();
    Balance balance = platform.balance();
    if (!balance.closes() || balance.inFlight() > 0) {
      problems.add("balance open: " + balance.line());
    }
    if (balance.exceptions() + balance.waiting() > 0) {
      problems.add("not everything applied: " + balance.line());
    }
    long accepted = senders.stream().mapToLong(RepeatingSender::accepted).sum();
    // Each message once in the journal, whatever was repeated.
    if (balance.received() - balance.duplicate() != accepted) {
      problems.add(accepted + " accepted, but " + balance.line());
    }
    Map<String, List<String>> expected = expected(senders);
    Map<String, List<String>> found = found(platform);
    expected.forEach(
        (patient, names) -> {
          List<String> versions = found.getOrDefault(patient, List.of());
          if (!versions.equals(names) && problems.size() < SHOWN) {
            problems.add(
                patient
                    + ": "
                    + names.size()
                    + " messages, versions "
                    + tail(versions)
                    + " for "
                    + tail(names));
          }
        });
    if (!expected.keySet().equals(found.keySet())) {
      problems.add(expected.size() + " patients sent, " + found.size() + " there");
    }
    return problems;
  }

  private static List<String> tail(List<String> names) {
    return names.subList(Math.max(0, names.size() - SHOWN), names.size());
  }

  /** The given names of each patient, one for each message about it. */
  private static Map<String, List<String>> expected(List<RepeatingSender> senders) {
    Map<String, List<String>> expected = new TreeMap<>();
    for (RepeatingSender sender : senders) {
      for (int n = 1; n <= sender.accepted(); n++) {
        expected.computeIfAbsent(sender.mrn(n), unused -> new ArrayList<>()).add("N" + n);
      }
    }
    return expected;
  }

  /** The given names that each patient's versions had. */
  private static Map<String, List<String>> found(Platform platform) throws SQLException {
    Map<String, List<String>> found = new TreeMap<>();
    RecordReader reader = platform.reader();
    for (String id : patientIds(platform)) {
      List<Resource> versions = new ArrayList<>();
      int below = Integer.MAX_VALUE;
      while (below > 1) {
        List<Resource> page = reader.history("Patient", id, below, RecordReader.HISTORY_PAGE_LIMIT);
        versions.addAll(page);
        below = page.isEmpty() ? 0 : page.get(page.size() - 1).version();
      }
      List<String> names = new ArrayList<>();
      for (int i = versions.size() - 1; i >= 0; i--) {
        names.add(versions.get(i).json().at("/name/0/given/0").asString());
      }
      found.put(versions.get(0).json().at("/identifier/0/value").asString(), names);
    }
    return found;
  }

  private static List<String> patientIds(Platform platform) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Connection connection = platform.database().getConnection();
        PreparedStatement query =
            connection.prepareStatement("select id from resource where type = ?")) {
      query.setInt(1, FhirTypes.number("Patient").orElseThrow());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    return ids;
  }
}
