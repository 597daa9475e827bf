package dev.trestle.app.platform;

import dev.trestle.kernel.record.RecordApplier;
import dev.trestle.kernel.sealing.Sealer;
import dev.trestle.kernel.site.Site;
import dev.trestle.kernel.statement.Translator;
import dev.trestle.orchestration.answer.OutcomeWatch;
import dev.trestle.orchestration.apply.Committer;
import dev.trestle.orchestration.apply.Workers;
import dev.trestle.orchestration.code.UnmappedCountStore;
import dev.trestle.orchestration.dispatch.Dispatcher;
import dev.trestle.orchestration.journal.Appender;
import dev.trestle.orchestration.journal.JournalReadStore;
import dev.trestle.orchestration.journal.JournalStore;
import dev.trestle.orchestration.journal.MappingVersionStore;
import dev.trestle.orchestration.journal.SourceStore;
import dev.trestle.orchestration.journal.WayMeters;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a message from the journal to the record: appender, dispatcher, workers, committer.
 */
final class MessageWay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MessageWay.class);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(20);

  private final JournalStore journal;
  private final JournalReadStore reader;
  private final OutcomeWatch watch = new OutcomeWatch();
  private final Committer committer;
  private final Workers workers;
  private final Dispatcher dispatcher;
  private final Appender appender;

  MessageWay(
      DataSource database,
      Sealer sealer,
      RecordApplier applier,
      Translator translator,
      Supplier<Site> site,
      UnmappedCountStore codes,
      Clock clock,
      int workerCount,
      WayMeters meters) {
    SourceStore sources = new SourceStore(database);
    journal = new JournalStore(database, sources);
    reader = new JournalReadStore(database, sources, sealer);
    AtomicReference<Dispatcher> dispatch = new AtomicReference<>();
    committer =
        new Committer(
            database,
            applier,
            dispatch::get,
            watch,
            new MappingVersionStore(database, Release.name()),
            codes,
            clock,
            meters);
    workers = new Workers(reader, translator, site, committer, workerCount);
    dispatcher = new Dispatcher(database, journal, reader, workers, watch, site, clock);
    dispatch.set(dispatcher);
    // The dispatcher reads the database first: when that fails, no thread has been started.
    dispatcher.start();
    committer.start();
    appender = new Appender(journal, dispatcher::committed, meters);
  }

  /** The last number of the journal. */
  long head() {
    return journal.head();
  }

  JournalReadStore reader() {
    return reader;
  }

  OutcomeWatch watch() {
    return watch;
  }

  Dispatcher dispatcher() {
    return dispatcher;
  }

  Committer committer() {
    return committer;
  }

  Appender appender() {
    return appender;
  }

  /** Ends intake, finishes what is in line within a limit, and stops; the rest is found again. */
  @Override
  public void close() {
    appender.close();
    watch.close();
    if (!dispatcher.awaitIdle(DRAIN_LIMIT)) {
      LOG.info("Not everything was finished; the next start goes on with it");
    }
    dispatcher.close();
    workers.close();
    committer.close();
  }
}
