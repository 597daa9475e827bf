package dev.trestle.postgres.testing;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.postgres.DatabaseAddress;
import dev.trestle.postgres.Migrations;
import dev.trestle.postgres.PoolSettings;
import dev.trestle.postgres.PostgresPool;
import dev.trestle.postgres.disk.DiskLimits;
import dev.trestle.postgres.embedded.EmbeddedPostgres;
import dev.trestle.postgres.embedded.EmbeddedPostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The one server of this JVM, with a migrated template that tests copy. */
final class TestServer {
  private static final Path FOLDER = Path.of("target", "test-postgres").toAbsolutePath();

  private static final String PREFIX = "test_";

  /**
   * A drop takes a checkpoint, and that flushes some 300 files for each database made since. So
   * they stay until the end of the run, unless there are very many.
   */
  private static final int DISCARDED = 64;

  private static final int SHARED_BUFFERS_MEGABYTES = 64;

  /** JVMs that may test in one module's folder at a time. */
  private static final int SLOTS = 16;

  private static final class Holder {
    private static final TestServer SERVER = new TestServer();
  }

  private final EmbeddedPostgres postgres;
  private final TemplateStore store;
  private final String run = PREFIX + Long.toString(System.currentTimeMillis(), 36);
  private final String template = run + "_template";
  private final AtomicInteger count = new AtomicInteger();
  private final Queue<String> discarded = new ConcurrentLinkedQueue<>();
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "test-databases");
            thread.setDaemon(true);
            return thread;
          });
  private Future<String> next;

  private TestServer() {
    postgres = startInFreeSlot();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "test-postgres-stop"));
    store = new TemplateStore(postgres.administration());
    dropAll();
    store.reset("fsync", "on");
    store.create(template, postgres.address().user());
    try (PostgresPool pool =
        PostgresPool.open(
            address(template), PoolSettings.named("template").withMaxConnections(2))) {
      Migrations.migrate(pool);
    }
    next = background.submit(this::prepare);
  }

  static TestServer shared() {
    return Holder.SERVER;
  }

  /** A cluster is kept from run to run, which spares making it; its databases are not. */
  private static EmbeddedPostgres startInFreeSlot() {
    try {
      Files.createDirectories(FOLDER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int slot = 0; true; slot++) {
      try {
        return EmbeddedPostgres.start(
            EmbeddedPostgresSettings.in(FOLDER.resolve(Integer.toString(slot)))
                .withBinariesFolder(FOLDER)
                .withDisk(new DiskLimits(0, 1, 0, Duration.ofMinutes(1)))
                .withSharedBuffersMegabytes(SHARED_BUFFERS_MEGABYTES));
      } catch (TrestleException e) {
        if (e.code() != ProblemCode.DATA_LOCKED || slot == SLOTS) {
          throw e;
        }
      }
    }
  }

  private void stop() {
    background.shutdownNow();
    dropAll();
    postgres.close();
  }

  /** Without flushing: nobody wants these databases back. The next run switches it on again. */
  private void dropAll() {
    store.set("fsync", "off");
    store.names(PREFIX).forEach(store::drop);
  }

  EmbeddedPostgres postgres() {
    return postgres;
  }

  /** A fresh copy of the template, made while the test before was running; its name. */
  synchronized String copy() {
    try {
      return next.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("No test database could be made.", e);
    } finally {
      next = background.submit(this::prepare);
    }
  }

  private String prepare() {
    String name = run + "_" + count.incrementAndGet();
    store.copy(template, name, postgres.address().user());
    background.execute(this::dropOne);
    return name;
  }

  private void dropOne() {
    if (discarded.size() > DISCARDED) {
      String oldest = discarded.poll();
      if (oldest != null && !store.drop(oldest)) {
        discarded.add(oldest);
      }
    }
  }

  /** Drops it some time later. */
  void drop(String database) {
    discarded.add(database);
  }

  /** Whether the next database is there already. */
  synchronized boolean nextIsReady() {
    return next.isDone();
  }

  void loseSynchronousCommit(String database) {
    store.setFor(database, "synchronous_commit", "off");
  }

  DatabaseAddress address(String database) {
    DatabaseAddress main = postgres.address();
    String url = main.jdbcUrl();
    return new DatabaseAddress(
        url.substring(0, url.lastIndexOf('/') + 1) + database, main.user(), main.password());
  }
}
