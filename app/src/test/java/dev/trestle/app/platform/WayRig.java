package dev.trestle.app.platform;

import dev.trestle.app.lineage.LineageParts;
import dev.trestle.identity.link.LinkStore;
import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.record.SamePerson;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.site.Environment;
import dev.trestle.kernel.site.Site;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.orchestration.balance.BalanceStore;
import dev.trestle.orchestration.code.UnmappedCountStore;
import dev.trestle.orchestration.intake.EntryMaker;
import dev.trestle.orchestration.intake.IncidentStore;
import dev.trestle.orchestration.intake.Incidents;
import dev.trestle.orchestration.intake.Intake;
import dev.trestle.orchestration.intake.Reply;
import dev.trestle.orchestration.journal.BigMessageStore;
import dev.trestle.orchestration.journal.WayMeters;
import dev.trestle.postgres.testing.TestDatabase;
import dev.trestle.records.apply.RecordStore;
import dev.trestle.records.deletion.DeletionWatch;
import dev.trestle.records.read.RecordReader;
import dev.trestle.records.read.Resource;
import dev.trestle.semantics.hl7v2.Hl7v2Dialect;
import dev.trestle.semantics.mapping.BaseMappingsResource;
import dev.trestle.semantics.mapping.MappingTranslator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The way of a message as the platform wires it, on a fresh database, without its ports. */
final class WayRig implements AutoCloseable {
  private static final MappingTranslator TRANSLATOR =
      new MappingTranslator(BaseMappingsResource.base());

  private final TestDatabase database = TestDatabase.create();
  private final Sealer sealer = Sealer.inMemory();
  private final MessageWay way;
  private final Intake intake;
  private final Incidents incidents;
  private final String listener;

  WayRig(Site site, int workers) {
    Clock clock = Clock.systemUTC();
    Dialect dialect = new Hl7v2Dialect();
    Keyring keyring = Keyring.fixedForOfflineUse();
    listener = site.listeners().get(0).name();
    way =
        new MessageWay(
            database.dataSource(),
            sealer,
            new LinkStore(database.dataSource(), sealer)
                .linking(
                    DeletionWatch.watching(new RecordStore(sealer, keyring, SamePerson.UNASKED)),
                    () -> {}),
            TRANSLATOR,
            () -> site,
            new UnmappedCountStore(sealer, keyring),
            clock,
            workers,
            WayMeters.NONE);
    incidents = new Incidents(new IncidentStore(database.dataSource(), sealer));
    intake =
        new Intake(
            () -> site,
            Environment.ANY,
            dialect,
            new EntryMaker(
                dialect,
                keyring,
                sealer,
                new BigMessageStore(database.dataSource(), sealer),
                clock),
            way.appender(),
            incidents,
            way.watch(),
            clock);
  }

  /** Takes a message; the future is its answer. */
  CompletableFuture<Optional<Reply>> receive(byte[] message) {
    return intake.receive(listener, "test", message);
  }

  boolean awaitIdle(Duration limit) {
    return way.dispatcher().awaitIdle(limit);
  }

  Balance balance() {
    return new BalanceStore(database.dataSource()).count(BalanceStore.Period.ALL);
  }

  /** Every resource as it stands. */
  List<Resource> resources() throws SQLException {
    List<Long> rids = new ArrayList<>();
    query("select rid from resource order by rid", row -> rids.add(row.getLong(1)));
    return new RecordReader(database.dataSource(), sealer).readAll(rids);
  }

  /** Questions of lineage, asked under another site than the one that translates, if given. */
  LineageParts lineage(Site active) {
    return LineageParts.on(
        database.dataSource(),
        sealer,
        Keyring.fixedForOfflineUse(),
        () -> active,
        TRANSLATOR,
        "test");
  }

  /** What is done with a row of a query. */
  interface Row {
    void take(ResultSet row) throws SQLException;
  }

  void query(String sql, Row each) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        each.take(rows);
      }
    }
  }

  @Override
  public void close() {
    intake.close();
    way.close();
    incidents.close();
    database.close();
  }
}
