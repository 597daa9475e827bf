package dev.trestle.orchestration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.sealing.Keyring;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.site.Environment;
import dev.trestle.kernel.site.HealthSystem;
import dev.trestle.kernel.site.Listener;
import dev.trestle.kernel.site.OnFailure;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.site.Source;
import dev.trestle.kernel.site.SourceName;
import dev.trestle.orchestration.answer.OutcomeWatch;
import dev.trestle.orchestration.apply.Committer;
import dev.trestle.orchestration.apply.Workers;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.orchestration.balance.BalanceStore;
import dev.trestle.orchestration.code.UnmappedCountStore;
import dev.trestle.orchestration.dispatch.Dispatcher;
import dev.trestle.orchestration.exceptions.ExceptionStore;
import dev.trestle.orchestration.exceptions.Exceptions;
import dev.trestle.orchestration.intake.EntryMaker;
import dev.trestle.orchestration.intake.IncidentStore;
import dev.trestle.orchestration.intake.Incidents;
import dev.trestle.orchestration.intake.Intake;
import dev.trestle.orchestration.intake.Reply;
import dev.trestle.orchestration.journal.Appender;
import dev.trestle.orchestration.journal.BigMessageStore;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.journal.JournalStore;
import dev.trestle.orchestration.journal.MappingVersionStore;
import dev.trestle.orchestration.journal.SourceStore;
import dev.trestle.orchestration.journal.WayMeters;
import dev.trestle.orchestration.source.Sources;
import dev.trestle.postgres.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/** A deployment on real PostgreSQL that can be stopped, crashed and started. */
public final class Rig implements AutoCloseable {
  public static final SourceName ADT = SourceName.parse("mercy/adt");
  public static final SourceName LAB = SourceName.parse("mercy/lab");
  private static final int LOOKS = 20;
  private static final Duration DRAIN = Duration.ofMinutes(2);

  public final TestDatabase database = TestDatabase.create();
  public final Sealer sealer = Sealer.inMemory();
  public final ToyTranslator translator = new ToyTranslator();
  public final ToyRecords records;
  public final MovingClock clock = new MovingClock();
  public Environment environment = Environment.ANY;
  public volatile Site site = site(OnFailure.HOLD_DEPENDENTS, List.of());
  private Parts parts;

  /** What a process consists of. */
  public record Parts(
      FaultyDatabase database,
      OutcomeWatch watch,
      Appender appender,
      JournalReadStore reader,
      Committer committer,
      Workers workers,
      Dispatcher dispatcher,
      Incidents incidents,
      Intake intake,
      Exceptions exceptions,
      Sources sources) {}

  /** A clock that tests put forward. */
  public static final class MovingClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    public void putForward(Duration by) {
      ahead = ahead.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }
  }

  public Rig() {
    this(1, 0);
  }

  public Rig(long seed, int deadlockOneIn) {
    records = new ToyRecords(seed, deadlockOneIn);
    ToyRecords.createTable(database.dataSource());
    parts = start();
  }

  public static Site site(OnFailure onFailure, List<String> acceptedTypes) {
    List<Source> sources =
        List.of(source(ADT, onFailure, acceptedTypes), source(LAB, onFailure, acceptedTypes));
    return new Site(
        "0",
        List.of(new HealthSystem("mercy", ZoneOffset.UTC, List.of(), sources)),
        List.of(
            new Listener("in", "127.0.0.1", 0, false, false, List.of(), ADT),
            new Listener("lab", "127.0.0.1", 0, false, false, List.of(), LAB)));
  }

  private static Source source(SourceName name, OnFailure onFailure, List<String> types) {
    return Source.named(name, ZoneOffset.UTC).acceptedTypes(types).onFailure(onFailure).build();
  }

  public DataSource plain() {
    return database.dataSource();
  }

  public Parts parts() {
    return parts;
  }

  /** A new process on the same database. */
  public Parts start() {
    FaultyDatabase faulty = new FaultyDatabase(plain());
    SourceStore sources = new SourceStore(faulty);
    JournalStore journal = new JournalStore(faulty, sources);
    JournalReadStore reader = new JournalReadStore(faulty, sources, sealer);
    Dispatcher[] told = new Dispatcher[1];
    OutcomeWatch watch = new OutcomeWatch();
    Committer committer =
        new Committer(
            faulty,
            records,
            () -> told[0],
            watch,
            new MappingVersionStore(faulty, "-"),
            new UnmappedCountStore(sealer, Keyring.fixedForOfflineUse()),
            clock,
            WayMeters.NONE);
    Workers workers = new Workers(reader, translator, () -> site, committer, 4);
    Dispatcher dispatcher =
        new Dispatcher(faulty, journal, reader, workers, watch, () -> site, clock);
    told[0] = dispatcher;
    Appender appender = new Appender(journal, dispatcher::committed);
    BigMessageStore bigMessages = new BigMessageStore(faulty, sealer);
    bigMessages.forgetUnfinished();
    EntryMaker entries =
        new EntryMaker(new ToyDialect(), Keyring.fixedForOfflineUse(), sealer, bigMessages, clock);
    Incidents incidents = new Incidents(new IncidentStore(faulty, sealer));
    Intake intake =
        new Intake(
            () -> site, environment, new ToyDialect(), entries, appender, incidents, watch, clock);
    Exceptions exceptions =
        new Exceptions(
            new ExceptionStore(faulty),
            reader,
            () -> site,
            new ToyDialect(),
            entries,
            appender,
            dispatcher);
    parts =
        new Parts(
            faulty,
            watch,
            appender,
            reader,
            committer,
            workers,
            dispatcher,
            incidents,
            intake,
            exceptions,
            new Sources(faulty, sources, () -> site, dispatcher));
    committer.start();
    dispatcher.start();
    return parts;
  }

  /** The process is gone between two instructions: nothing of it is committed from now on. */
  public void crash() {
    parts.database().goAway();
    stopThreads();
  }

  /** The order of an orderly end. */
  public void stop() {
    parts.appender().close();
    parts.dispatcher().awaitIdle(DRAIN);
    stopThreads();
  }

  private void stopThreads() {
    parts.appender().close();
    parts.watch().close();
    parts.dispatcher().close();
    parts.workers().close();
    parts.committer().close();
    parts.incidents().close();
    parts.intake().close();
  }

  /** Sends a message and waits for the answer; empty when there is none. */
  public Optional<String> send(String message) {
    try {
      return receive("in", message).get(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException noAnswer) {
      return Optional.empty();
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  public CompletableFuture<Optional<String>> receive(String listener, String message) {
    return parts
        .intake()
        .receive(listener, "127.0.0.1:4711", message.getBytes(UTF_8))
        .thenApply(answer -> answer.map(reply -> new String(reply.bytes(), UTF_8)));
  }

  /** Sends a message and gives all that is answered, now and later. */
  public Reply reply(String message) {
    return parts
        .intake()
        .receive("in", "127.0.0.1:4711", message.getBytes(UTF_8))
        .join()
        .orElseThrow();
  }

  public Exceptions exceptions() {
    return parts.exceptions();
  }

  public Sources sources() {
    return parts.sources();
  }

  /** Waits until everything is settled or parked. */
  public void settle() {
    if (!parts.dispatcher().awaitIdle(DRAIN)) {
      throw new AssertionError("not idle: " + balance().line());
    }
  }

  /** Waits until all incidents are recorded. */
  public void recorded() {
    try {
      if (!parts.incidents().awaitWritten(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("incidents are not written");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Looks again when the connection it looks through was killed. */
  public Balance balance() {
    BalanceStore store = new BalanceStore(plain());
    for (int attempt = 1; ; attempt++) {
      try {
        return store.count(BalanceStore.Period.ALL);
      } catch (TrestleException away) {
        if (attempt == LOOKS) {
          throw away;
        }
      }
    }
  }

  public List<String> applied() {
    return ToyRecords.rows(plain()).stream().map(ToyRecords.Row::control).toList();
  }

  public long count(String table) {
    return Sql.number(plain(), "select count(*) from " + table);
  }

  /** Ends every connection to the database, as a restart of the server does. */
  public void killConnections() {
    Sql.run(
        plain(),
        """
        select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()
        """);
    if (plain() instanceof HikariDataSource pool && pool.getHikariPoolMXBean() != null) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
  }

  @Override
  public void close() {
    crash();
    database.close();
  }
}
