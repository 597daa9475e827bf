package dev.trestle.app.audit;

import dev.trestle.app.security.AuditLog;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.sealing.SigningKey;
import dev.trestle.postgres.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** An audit on a fresh database, sealed step by step, and whoever changes it behind its back. */
final class AuditRig implements AutoCloseable {
  /** All events are of this moment; checks are made long after it. */
  static final Instant THEN = Instant.parse("2026-01-31T12:00:00Z");

  private static final String INSERT =
      """
      insert into audit_event (event, at, actor, action, outcome, patients, detail)
      values (:event, :at, :actor, 'read', 0, cast(:patients as uuid[]), :detail)
      """;

  final TestDatabase database = TestDatabase.create();
  final Jdbi jdbi = Jdbi.create(database.dataSource());
  final Map<Integer, SigningKey> known = new ConcurrentHashMap<>();
  final AuditKeys keys = process();
  final Sealer sealing = Sealer.inMemory();

  /** A sealer of its own; each call of {@code seal} is a round. */
  BlockSealer sealer() {
    return sealer(keys, THEN);
  }

  /** A sealer of a process with keys of its own, at a time. */
  BlockSealer sealer(AuditKeys ofProcess, Instant at) {
    return new BlockSealer(database.dataSource(), ofProcess, clock(at), System::nanoTime);
  }

  /** The keys as a process opens them: from the database and what the master key opens. */
  AuditKeys process() {
    return new AuditKeys(
        database.dataSource(),
        number -> known.computeIfAbsent(number, any -> SigningKey.inMemory()));
  }

  /** The first key. */
  SigningKey key() {
    return keys.of(1);
  }

  static Clock clock(Instant at) {
    return Clock.fixed(at, ZoneOffset.UTC);
  }

  /** Makes a new key that signs. */
  String rotate(BlockSealer sealer) {
    try (AuditLog log = new AuditLog(database.dataSource(), sealing)) {
      return sealer.rotate(log, "iris", "once a year");
    }
  }

  /** Appends events of one actor in one transaction. */
  void events(String actor, int count) {
    jdbi.useTransaction(handle -> insert(handle, actor, count));
  }

  /** The same at a time and without details, so that an export can open them. */
  void events(String actor, int count, Instant at) {
    jdbi.useTransaction(handle -> insert(handle, actor, count, at, false));
  }

  static void insert(Handle handle, String actor, int count) {
    insert(handle, actor, count, THEN, true);
  }

  private static void insert(Handle handle, String actor, int count, Instant at, boolean detailed) {
    for (int n = 0; n < count; n++) {
      handle
          .createUpdate(INSERT)
          .bind("event", UUID.randomUUID())
          .bind("at", at.plus(n, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
          .bind("actor", actor)
          .bind("patients", "{" + UUID.randomUUID() + "}")
          .bind("detail", detailed ? (actor + n).getBytes(StandardCharsets.UTF_8) : null)
          .execute();
    }
  }

  /** As somebody does who may write to the tables and knows how to get around a trigger. */
  void tamper(String... statements) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("alter table audit_event disable trigger user");
          handle.execute("alter table audit_block disable trigger user");
          handle.execute("alter table audit_key disable trigger user");
          handle.execute("alter table audit_removal disable trigger user");
          for (String statement : statements) {
            handle.execute(statement);
          }
          handle.execute("alter table audit_event enable trigger user");
          handle.execute("alter table audit_block enable trigger user");
          handle.execute("alter table audit_key enable trigger user");
          handle.execute("alter table audit_removal enable trigger user");
        });
  }

  /** What the check finds. */
  List<Trouble> check() {
    return check(new ChainCheck.Question(1, Optional.empty()));
  }

  /** Removals that the last check told of. */
  final List<String> removed = new ArrayList<>();

  List<Trouble> check(ChainCheck.Question question) {
    removed.clear();
    List<Trouble> troubles = new ArrayList<>();
    ChainCheck.Summary summary =
        new ChainCheck(database.dataSource(), process(), Clock.systemUTC())
            .run(
                question,
                new ChainCheck.Listener() {
                  @Override
                  public void accept(Trouble trouble) {
                    troubles.add(trouble);
                  }

                  @Override
                  public void removed(long firstBlock, long lastBlock, Instant at, int keptYears) {
                    removed.add(firstBlock + "-" + lastBlock + " " + keptYears);
                  }

                  @Override
                  public void progress(long block, long lastBlock) {
                    // Nobody looks.
                  }
                });
    if (summary.troubles() != troubles.size()) {
      throw new AssertionError("told " + troubles.size() + ", counted " + summary.troubles());
    }
    return troubles;
  }

  long number(String query) {
    return jdbi.withHandle(handle -> handle.createQuery(query).mapTo(long.class).one());
  }

  String text(String query) {
    return jdbi.withHandle(handle -> handle.createQuery(query).mapTo(String.class).one());
  }

  @Override
  public void close() {
    database.close();
  }
}
