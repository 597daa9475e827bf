package dev.trestle.app.platform;

import dev.trestle.kernel.site.Site;
import dev.trestle.orchestration.balance.BalanceStore;
import dev.trestle.postgres.backup.BackupFacts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Supplier;

/** What a backup says of itself: how far the journal went, whether the balance closed, the site. */
final class BackupFactsStore implements BackupFacts {
  private static final String HEAD = "select seq from journal_head";
  private final Supplier<Site> site;

  BackupFactsStore(Supplier<Site> site) {
    this.site = site;
  }

  @Override
  public Map<String, String> read(Connection snapshot) throws SQLException {
    return Map.of(
        "journal", head(snapshot),
        "balance", BalanceStore.countIn(snapshot).line(),
        "site", site.get().version());
  }

  private static String head(Connection snapshot) throws SQLException {
    try (PreparedStatement query = snapshot.prepareStatement(HEAD);
        ResultSet row = query.executeQuery()) {
      return row.next() ? Long.toString(row.getLong(1)) : "";
    }
  }
}
