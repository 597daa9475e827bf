package dev.trestle.app.platform;

import dev.trestle.app.audit.AuditExport;
import dev.trestle.app.audit.AuditReports;
import dev.trestle.app.audit.AuditRetention;
import dev.trestle.app.audit.AuditSearch;
import dev.trestle.app.audit.BlockSealer;
import dev.trestle.app.audit.ChainCheck;
import dev.trestle.app.console.ConsoleConfiguration;
import dev.trestle.app.http.AuditParts;
import dev.trestle.app.http.HttpEdge;
import dev.trestle.app.http.HttpParts;
import dev.trestle.app.http.HttpSettings;
import dev.trestle.app.http.MessageParts;
import dev.trestle.app.http.StatusSource;
import dev.trestle.app.http.StoredParts;
import dev.trestle.app.http.TraceParts;
import dev.trestle.app.icd.Interfaces;
import dev.trestle.app.impact.Impact;
import dev.trestle.app.impact.RowSearch;
import dev.trestle.app.lineage.LineageParts;
import dev.trestle.app.lineage.RuleListStore;
import dev.trestle.app.person.ChangeWaits;
import dev.trestle.app.replay.ParallelRuns;
import dev.trestle.app.replay.Replays;
import dev.trestle.app.security.AuditEvent;
import dev.trestle.app.security.AuditLog;
import dev.trestle.app.security.LinkedReadStore;
import dev.trestle.app.security.Role;
import dev.trestle.app.security.TokenStore;
import dev.trestle.app.security.Users;
import dev.trestle.app.signoff.Signoffs;
import dev.trestle.app.site.SiteControl;
import dev.trestle.app.site.SiteStore;
import dev.trestle.app.validator.HapiValidation;
import dev.trestle.kernel.message.Dialect;
import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.orchestration.balance.BalanceStore;
import dev.trestle.orchestration.chart.ChartGaps;
import dev.trestle.orchestration.code.UnmappedCountStore;
import dev.trestle.orchestration.code.UnmappedList;
import dev.trestle.orchestration.dispatch.Dispatcher;
import dev.trestle.orchestration.exceptions.AutomaticRetry;
import dev.trestle.orchestration.exceptions.ExceptionNotes;
import dev.trestle.orchestration.exceptions.ExceptionStore;
import dev.trestle.orchestration.exceptions.Exceptions;
import dev.trestle.orchestration.feed.FeedMessages;
import dev.trestle.orchestration.intake.EntryMaker;
import dev.trestle.orchestration.intake.IncidentStore;
import dev.trestle.orchestration.intake.Incidents;
import dev.trestle.orchestration.intake.Intake;
import dev.trestle.orchestration.journal.BigMessageStore;
import dev.trestle.orchestration.journal.SourceStore;
import dev.trestle.orchestration.journal.WayMeters;
import dev.trestle.orchestration.message.MessageIndex;
import dev.trestle.orchestration.message.MessageScan;
import dev.trestle.orchestration.message.MessageStore;
import dev.trestle.orchestration.message.SentByKeyStore;
import dev.trestle.orchestration.source.Sources;
import dev.trestle.postgres.disk.DiskState;
import dev.trestle.records.apply.RecordStore;
import dev.trestle.records.deletion.DeletionWatch;
import dev.trestle.records.deletion.PauseStore;
import dev.trestle.records.read.PatientLookup;
import dev.trestle.records.read.RecordReader;
import dev.trestle.records.search.RecordSearch;
import dev.trestle.semantics.checked.CheckingTranslator;
import dev.trestle.semantics.hl7v2.Hl7v2Dialect;
import dev.trestle.semantics.mapping.MappingTranslator;
import dev.trestle.transport.tls.ServerIdentity;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All parts of one running Trestle, in the order in which they start; they stop in the opposite
 * order, so that what was received is finished before the database goes. Read {@link #start} from
 * top to bottom.
 */
public final class Platform implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
  private static final Duration LOCAL_TOKEN_VALIDITY = Duration.ofDays(366);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Clock clock = Clock.systemUTC();
  private final Dialect dialect = new Hl7v2Dialect();
  private final PlatformSettings settings;
  private final ActiveSite site;
  private final DataSource database;
  private final RecordReader records;
  private final BalanceStore balance;
  private final TokenStore tokens;
  private final Identity persons;
  private final Dispatcher dispatcher;
  private final Listeners listeners;
  private final SiteSwitch sites;
  private final StoredParts stored;
  private final HttpEdge http;
  private final ServerIdentity identity;
  private boolean announced;

  private Platform(
      PlatformSettings settings, Consumer<String> progress, Supplier<Database> opening) {
    this.settings = settings;
    try {
      CompletableFuture<MappingTranslator> compiled =
          CompletableFuture.supplyAsync(MappingTranslator::ofBase);
      Database opened = add(opening.get());
      DataSource source = opened.dataSource();
      database = source;
      Keys keys = Keys.open(settings.masterKey(), source, clock);
      Sealer sealer = keys.sealer();
      SiteStore versions = new SiteStore(source, sealer);
      site = new ActiveSite(settings.site().first(versions));
      MappingTranslator translator = compiled.join();
      RuleListStore rules = RuleListStore.keeping(source, site.get(), translator);
      persons = add(new Identity(source, sealer, keys.keyring(), site, this::isBusy, clock));
      records = new RecordReader(source, sealer);
      Meters meters = add(Meters.of(source, clock));
      MessageWay way = add(way(opened.wayDataSource(), keys, translator, meters.way()));
      dispatcher = way.dispatcher();
      IncidentStore incidents = new IncidentStore(source, sealer);
      balance = new BalanceStore(source);
      tokens = new TokenStore(source, clock);
      // It stops after the log: what the last requests left is sealed.
      BlockSealer blocks = add(BlockSealer.start(source, keys.audit(), clock));
      AuditLog audit = auditLog(source, keys);
      identity = identity(settings, progress);
      EntryMaker maker = entryMaker(source, keys);
      listeners = new Listeners(add(intake(maker, way, incidents)), identity);
      sites = add(new SiteSwitch(versions, site, translator, rules, listeners, dispatcher));
      PatientLookup patients = new PatientLookup(source);
      ChartGaps charts = add(ChartGaps.start(source, Charts.of(patients, persons)));
      Watch watch =
          new Watch(opened, way, persons, listeners, audit, blocks, charts, meters.messages());
      StatusSource status = watch.status(site, clock);
      stored = stored(source, way, translator, keys, audit);
      HttpParts shown =
          new HttpParts(
              balance,
              incidents,
              exceptions(source, maker, way),
              new ExceptionNotes(source, sealer),
              sources(source),
              persons.parts(),
              tokens,
              new Users(source, clock),
              messages(source, way, translator, keys, patients),
              audit,
              auditing(source, blocks, keys),
              new LinkedReadStore(source, sealer),
              new PauseStore(source),
              records,
              new RecordSearch(source, sealer, keys.keyring()),
              status,
              settings.site().control(sites),
              stored,
              new Backups(opened::pool, keys.master(), settings.dataFolder(), site, clock),
              charts,
              add(new HapiValidation(settings.validator())),
              traces(source, keys, translator),
              watch.meters(status, settings.dataFolder()),
              meters.traffic(),
              clock);
      http = add(edge(settings, identity, shown));
      open(opened, audit, shown.users(), progress);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /**
   * Starts everything; returns when messages are received.
   *
   * @param progress told what is going on, one line each
   * @throws dev.trestle.kernel.problem.TrestleException what is wrong and what to do; everything
   *     that had started is stopped again
   */
  public static Platform start(PlatformSettings settings, Consumer<String> progress) {
    return new Platform(settings, progress, () -> Database.open(settings, progress));
  }

  /** The last steps: from here on messages come in. */
  private void open(Database opened, AuditLog audit, Users users, Consumer<String> progress) {
    firstUser(users, progress);
    settings.site().activate(sites, progress);
    add(listeners).start(site.get());
    persons.start();
    stored.parallel().start();
    opened.onDisk(disk -> listeners.receive(disk == DiskState.ROOMY));
    announce(audit);
  }

  /** For tests: on a database that is opened in another way. */
  static Platform startOn(Supplier<Database> database, PlatformSettings settings) {
    return new Platform(settings, text -> {}, database);
  }

  private AuditLog auditLog(DataSource source, Keys keys) {
    AuditLog audit = add(new AuditLog(source, keys.sealer()));
    persons.audited(audit, clock);
    add(
        AuditRetention.start(
            source, keys.audit(), audit, () -> site.get().retention().auditYears(), clock));
    return audit;
  }

  private AuditParts auditing(DataSource source, BlockSealer blocks, Keys keys) {
    return new AuditParts(
        blocks,
        new ChainCheck(source, keys.audit(), clock),
        new AuditSearch(source, keys.sealer()),
        new AuditExport(source, keys.sealer(), keys.audit(), clock),
        new AuditReports(source, keys.sealer(), tokens, site, keys.audit(), clock),
        keys.audit());
  }

  private MessageParts messages(
      DataSource source, MessageWay way, Translator translator, Keys keys, PatientLookup patients) {
    add(new MessageIndex(source)).start();
    return new MessageParts(
        new MessageStore(source),
        new SentByKeyStore(source),
        new MessageScan(way.reader(), way::head),
        way.reader(),
        CheckingTranslator.telling(translator),
        site,
        keys.keyring(),
        new FeedMessages(source, way.reader()),
        new UnmappedList(source, keys.sealer()),
        patients);
  }

  private Sources sources(DataSource source) {
    return new Sources(source, new SourceStore(source), site, dispatcher);
  }

  private StoredParts stored(
      DataSource source, MessageWay way, Translator translator, Keys keys, AuditLog audit) {
    Replays replays =
        new Replays(
            source,
            keys.sealer(),
            keys.keyring(),
            site,
            CheckingTranslator.telling(translator),
            sources(source),
            way.reader(),
            this::isBusy);
    return new StoredParts(
        replays,
        add(replays.beside(way::head, audit, clock)),
        new Interfaces(
            sources(source), new FeedMessages(source, way.reader()), way.reader(), this::isBusy),
        new Signoffs(
            source,
            keys.sealer(),
            keys.keyring(),
            site,
            CheckingTranslator.telling(translator),
            sources(source),
            way.reader(),
            Release.name(),
            this::isBusy));
  }

  private RecordApplier applier(Sealer sealer, Keys keys) {
    RecordStore folding = new RecordStore(sealer, keys.keyring(), persons.samePerson());
    return persons.linking(DeletionWatch.watching(folding));
  }

  private TraceParts traces(DataSource source, Keys keys, MappingTranslator translator) {
    LineageParts lineage =
        LineageParts.on(source, keys.sealer(), keys.keyring(), site, translator, Release.name());
    return new TraceParts(
        lineage,
        new Impact(source, persons.links(), Release.name()),
        new RowSearch(source, keys.sealer(), lineage.rows()));
  }

  private static HttpEdge edge(
      PlatformSettings settings, ServerIdentity identity, HttpParts shown) {
    HttpSettings http =
        new HttpSettings(
            "127.0.0.1",
            settings.httpPort(),
            identity.keyFile().file(),
            identity.keyFile().password());
    return HttpEdge.start(http, shown, ConsoleConfiguration.class);
  }

  private MessageWay way(DataSource ofWay, Keys keys, Translator translator, WayMeters meters) {
    return new MessageWay(
        ofWay,
        keys.sealer(),
        applier(keys.sealer(), keys),
        CheckingTranslator.onTheWay(translator),
        site,
        new UnmappedCountStore(keys.sealer(), keys.keyring()),
        clock,
        settings.workers(),
        meters);
  }

  private static ServerIdentity identity(PlatformSettings settings, Consumer<String> progress) {
    ServerIdentity identity =
        ServerIdentity.openOrCreate(settings.dataFolder().resolve(Backups.TLS_FOLDER), List.of());
    if (identity.renewed()) {
      progress.accept(
          "The TLS certificate had expired and was made anew. Give all senders the new one: "
              + identity.certificateFile());
    }
    return identity;
  }

  private EntryMaker entryMaker(DataSource source, Keys keys) {
    BigMessageStore bigMessages = new BigMessageStore(source, keys.sealer());
    bigMessages.forgetUnfinished();
    return new EntryMaker(dialect, keys.keyring(), keys.sealer(), bigMessages, clock);
  }

  private Intake intake(EntryMaker maker, MessageWay way, IncidentStore incidents) {
    return new Intake(
        site,
        settings.environment(),
        dialect,
        maker,
        way.appender(),
        add(new Incidents(incidents)),
        way.watch(),
        clock);
  }

  private Exceptions exceptions(DataSource source, EntryMaker maker, MessageWay way) {
    Exceptions exceptions =
        new Exceptions(
            new ExceptionStore(source),
            way.reader(),
            site,
            dialect,
            maker,
            way.appender(),
            way.dispatcher());
    add(new AutomaticRetry(exceptions, clock)).start();
    return exceptions;
  }

  private void firstUser(Users users, Consumer<String> progress) {
    users
        .first()
        .ifPresent(
            password ->
                progress.accept(
                    "Console: "
                        + httpAddress()
                        + "/ Sign in as "
                        + Users.FIRST_NAME
                        + " with the password "
                        + password
                        + " (shown this once)"));
  }

  private boolean isBusy() {
    return !dispatcher.idle();
  }

  private <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  private void announce(AuditLog audit) {
    announced = true;
    audit.record(AuditEvent.ofTrestle(clock.instant(), "application-start", ""));
    // Recorded while the log is still open.
    add(() -> audit.record(AuditEvent.ofTrestle(clock.instant(), "application-stop", "")));
    tokens.revoke(TokenStore.LOCAL);
    String token =
        tokens.create(
            TokenStore.LOCAL,
            List.of(Role.OPERATE, Role.STEWARD, Role.ADMINISTER, Role.AUDIT),
            LOCAL_TOKEN_VALIDITY);
    RuntimeFile.write(
        settings.dataFolder(),
        new RuntimeFile.Content(
            ProcessHandle.current().pid(),
            httpAddress(),
            certificate().toAbsolutePath().toString(),
            token));
  }

  /** Base address of HTTP, without a slash at its end. */
  public String httpAddress() {
    return "https://localhost:" + http.port();
  }

  /** The certificate that callers and senders must trust, PEM. */
  public Path certificate() {
    return identity.certificateFile();
  }

  /** The port of a listener. */
  public int mllpPort(String listener) {
    return listeners.port(listener);
  }

  /** The active site. */
  public Site site() {
    return site.get();
  }

  ParallelRuns parallel() {
    return stored.parallel();
  }

  Replays replays() {
    return stored.replays();
  }

  Signoffs signoffs() {
    return stored.signoffs();
  }

  SiteControl sites() {
    return sites;
  }

  /** For tests that look behind the API. */
  DataSource database() {
    return database;
  }

  /** For tests that look behind the API. */
  ChangeWaits waits() {
    return persons.parts().waits();
  }

  /** For the test of who may call what. */
  SortedSet<String> routes() {
    return http.routes();
  }

  RecordReader reader() {
    return records;
  }

  /** The balance of everything. */
  public Balance balance() {
    return balance.count(BalanceStore.Period.ALL);
  }

  /** Waits until nothing is in flight and all is resolved; returns whether that was so in time. */
  public boolean awaitIdle(Duration limit) {
    return dispatcher.awaitIdle(limit) && persons.awaitIdle(limit);
  }

  /** Stops receiving, finishes what was received, stops the database. */
  @Override
  public void close() {
    if (announced) {
      // Only our own: after a refused start the file is that of the Trestle that runs.
      RuntimeFile.delete(settings.dataFolder());
    }
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.error("{} did not stop cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }
}
