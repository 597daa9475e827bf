package dev.trestle.app.audit;

import dev.trestle.kernel.sealing.SigningKey;
import dev.trestle.postgres.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
  final SigningKey key = SigningKey.inMemory();
  private final Clock clock = Clock.fixed(THEN, ZoneOffset.UTC);

  /** A sealer of its own; each call of {@code seal} is a round. */
  BlockSealer sealer() {
    return new BlockSealer(database.dataSource(), key, clock, System::nanoTime);
  }

  /** Appends events of one actor in one transaction. */
  void events(String actor, int count) {
    jdbi.useTransaction(handle -> insert(handle, actor, count));
  }

  static void insert(Handle handle, String actor, int count) {
    for (int n = 0; n < count; n++) {
      handle
          .createUpdate(INSERT)
          .bind("event", UUID.randomUUID())
          .bind("at", THEN.plus(n, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
          .bind("actor", actor)
          .bind("patients", "{" + UUID.randomUUID() + "}")
          .bind("detail", (actor + n).getBytes(java.nio.charset.StandardCharsets.UTF_8))
          .execute();
    }
  }

  /** As somebody does who may write to the tables and knows how to get around a trigger. */
  void tamper(String... statements) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("alter table audit_event disable trigger user");
          handle.execute("alter table audit_block disable trigger user");
          for (String statement : statements) {
            handle.execute(statement);
          }
          handle.execute("alter table audit_event enable trigger user");
          handle.execute("alter table audit_block enable trigger user");
        });
  }

  /** What the check finds. */
  List<Trouble> check() {
    return check(new ChainCheck.Question(1, Optional.empty()));
  }

  List<Trouble> check(ChainCheck.Question question) {
    List<Trouble> troubles = new ArrayList<>();
    ChainCheck.Summary summary =
        new ChainCheck(database.dataSource(), key.publicKey(), Clock.systemUTC())
            .run(
                question,
                new ChainCheck.Listener() {
                  @Override
                  public void accept(Trouble trouble) {
                    troubles.add(trouble);
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
