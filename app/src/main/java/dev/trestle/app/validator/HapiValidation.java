package dev.trestle.app.validator;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.kernel.site.SiteMapping;
import dev.trestle.kernel.site.SiteProfiles;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * HAPI's validator on demand. Its process starts with the first question (some seconds), answers
 * one question after the other, and ends when nobody asked for a while. A process that ends or
 * hangs is replaced for the next question. Thread-safe.
 */
public final class HapiValidation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HapiValidation.class);

  private static final int MOST_ASKING = 9; // one is answered, the others wait

  /**
   * How long things may take.
   *
   * @param turn waiting for those who asked before
   * @param answer for one resource, with the start and the reading of a national guide
   * @param idle until the process ends
   */
  record Limits(Duration turn, Duration answer, Duration idle) {
    static final Limits STANDARD =
        new Limits(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10));
  }

  private final HapiProgram program;
  private final Limits limits;
  private final Semaphore places = new Semaphore(MOST_ASKING);
  private final ReentrantLock turn = new ReentrantLock(true);
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "validator-watch");
            thread.setDaemon(true);
            return thread;
          });

  private volatile boolean closed;
  private volatile @Nullable HapiProcess process; // changed under the lock

  // Under the lock.
  private SiteProfiles known = SiteProfiles.NONE;
  private @Nullable Future<?> rest;

  public HapiValidation(HapiProgram program) {
    this(program, Limits.STANDARD);
  }

  HapiValidation(HapiProgram program, Limits limits) {
    this.program = program;
    this.limits = limits;
  }

  /**
   * What it says of a resource.
   *
   * @param site definitions beside those of R4
   * @param profiles canonical URLs of the site's that the resource is held against
   * @throws TrestleException VALIDATOR_MISSING when it is not installed, VALIDATOR_BUSY when others
   *     ask for too long, VALIDATOR_FAILED when it ended, or cannot read the site's profiles
   */
  public HapiVerdict check(JsonNode resource, Collection<String> profiles, SiteProfiles site) {
    if (!places.tryAcquire()) {
      throw busy();
    }
    try {
      if (!tryTurn()) {
        throw busy();
      }
      try {
        return verdict(resource, profiles, site);
      } finally {
        turn.unlock();
      }
    } finally {
      places.release();
    }
  }

  private static TrestleException busy() {
    return new TrestleException(
        ProblemCode.VALIDATOR_BUSY, "HAPI's validator is at work for others.");
  }

  private boolean tryTurn() {
    try {
      return turn.tryLock(limits.turn().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private HapiVerdict verdict(JsonNode resource, Collection<String> profiles, SiteProfiles site) {
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    question.put("resource", resource.toString());
    ArrayNode urls = question.putArray("profiles");
    profiles.forEach(urls::add);
    try {
      HapiProcess running = running();
      if (known != site) {
        ArrayNode files = question.putArray("files");
        site.files().stream().map(SiteMapping.Text::text).forEach(files::add);
      }
      JsonNode answer = running.ask(question, limits.answer(), watch);
      if (answer.has("unreadable")) {
        known = SiteProfiles.NONE;
        throw new TrestleException(
            ProblemCode.VALIDATOR_FAILED,
            "HAPI's validator cannot read the profiles of the site ("
                + answer.path("unreadable").asString("")
                + ").");
      }
      known = site;
      restLater();
      return HapiVerdict.read(answer);
    } catch (RejectedExecutionException stopping) {
      end(); // it may have started after everything was closed
      throw stopping();
    } catch (IOException ended) {
      end();
      if (closed) {
        throw stopping();
      }
      LOG.warn(
          "HAPI's validator ended before it had answered, or took longer than {}", limits.answer());
      throw new TrestleException(
          ProblemCode.VALIDATOR_FAILED,
          "HAPI's validator ended before it had answered, or took too long.",
          ended);
    }
  }

  private HapiProcess running() throws IOException {
    HapiProcess running = process;
    if (closed) {
      throw stopping();
    }
    if (running == null || !running.isAlive()) {
      end();
      List<String> command =
          program
              .command()
              .orElseThrow(
                  () ->
                      new TrestleException(
                          ProblemCode.VALIDATOR_MISSING, "HAPI's validator is not installed."));
      running = HapiProcess.start(command);
      process = running;
    }
    return running;
  }

  private void restLater() {
    if (rest != null) {
      rest.cancel(false);
    }
    rest = watch.schedule(this::restNow, limits.idle().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void restNow() {
    if (turn.tryLock()) { // else somebody asks again
      try {
        end();
      } finally {
        turn.unlock();
      }
    }
  }

  private static TrestleException stopping() {
    return new TrestleException(ProblemCode.SHUTTING_DOWN, ProblemCode.SHUTTING_DOWN.advice());
  }

  private void end() {
    HapiProcess running = process;
    if (running != null) {
      running.close();
    }
    process = null;
    known = SiteProfiles.NONE;
  }

  /** Ends the process, also while it is asked. */
  @Override
  public void close() {
    closed = true;
    watch.shutdownNow();
    HapiProcess running = process;
    if (running != null) {
      running.close();
    }
  }
}
