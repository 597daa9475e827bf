package dev.trestle.orchestration.chart;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the patients whose chart is incomplete, in memory, so that asking costs nothing. A thread
 * looks every second at what is an exception, waits or was dismissed; a message is therefore in no
 * chart and in no notice for about as long as one that is being applied.
 */
public final class ChartGaps implements AutoCloseable {
  /** Messages looked at; with more, every chart is called incomplete. */
  static final int LIMIT_MESSAGES = 100_000;

  /** Patients under whose number somebody else may have come; hospitals have a handful. */
  private static final int LIMIT_DOUBTFUL = 10_000;

  private static final int PAGE_MESSAGES = 5_000;
  private static final long PAUSE_MILLIS = 1_000;

  /** Looking may take this share of the time at most. */
  private static final int PAUSE_FACTOR = 20;

  private static final Logger LOG = LoggerFactory.getLogger(ChartGaps.class);

  private final GapStore store;
  private final PatientDirectory directory;
  private final TreeMap<Long, Gap> known = new TreeMap<>();
  private final Map<UUID, Long> named = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "chart-gaps");
  private volatile Seen seen = new Seen(Map.of(), Map.of(), false);

  /**
   * What the last look found.
   *
   * @param byPatient the gaps of each Patient
   * @param doubtful how many messages of each Patient may be about another person
   * @param tooMany whether there were more gaps than the limit
   */
  private record Seen(
      Map<Long, List<Gap>> byPatient, Map<Long, Integer> doubtful, boolean tooMany) {
    boolean hasNothing() {
      return byPatient.isEmpty() && doubtful.isEmpty() && !tooMany;
    }
  }

  private ChartGaps(DataSource database, PatientDirectory directory) {
    this.store = new GapStore(database);
    this.directory = directory;
  }

  /** Looks once, so that the first reader is told too, and goes on looking. */
  public static ChartGaps start(DataSource database, PatientDirectory directory) {
    ChartGaps gaps = new ChartGaps(database, directory);
    gaps.look();
    gaps.thread.start();
    return gaps;
  }

  /**
   * What a reader of these patients' data must know; empty when nothing is missing.
   *
   * @param patientRids internal numbers; of persons with several records one is enough
   */
  public Optional<Incompleteness> of(Collection<Long> patientRids) {
    Seen now = seen;
    if (patientRids.isEmpty() || now.hasNothing()) {
      return Optional.empty();
    }
    Set<Long> messages = new HashSet<>();
    Instant oldest = Instant.MAX;
    for (Long patient : patientRids) {
      for (Gap gap : now.byPatient().getOrDefault(patient, List.of())) {
        messages.add(gap.seq());
        oldest = gap.receivedAt().isBefore(oldest) ? gap.receivedAt() : oldest;
      }
    }
    int doubtful = 0;
    for (Long patient : new HashSet<>(patientRids)) {
      doubtful = Math.max(doubtful, now.doubtful().getOrDefault(patient, 0));
    }
    // With too many nobody knows whether one of those not looked at is about this patient: say so.
    boolean unknown = messages.isEmpty() && now.tooMany();
    return messages.isEmpty() && doubtful == 0 && !unknown
        ? Optional.empty()
        : Optional.of(
            new Incompleteness(
                unknown, messages.size(), messages.isEmpty() ? null : oldest, doubtful));
  }

  /** Whether the thread lives that looks. */
  public boolean alive() {
    return thread.isAlive();
  }

  private void run() {
    long pauseMillis = PAUSE_MILLIS;
    try {
      while (!closing.await(pauseMillis, TimeUnit.MILLISECONDS)) {
        long began = System.nanoTime();
        try {
          look();
        } catch (RuntimeException failure) {
          // Only the class: what was known stays, and the next look comes.
          LOG.warn("Incomplete charts were not looked for: {}", failure.getClass().getName());
        }
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        pauseMillis = Math.max(PAUSE_MILLIS, took * PAUSE_FACTOR);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    Set<Long> open = store.open(LIMIT_MESSAGES + 1);
    known.keySet().retainAll(open);
    learn(open);
    seen = new Seen(byPatient(), doubtful(), open.size() > LIMIT_MESSAGES);
  }

  /** Under every record of the same person: who reads one of them sees the results of all. */
  private Map<Long, Integer> doubtful() {
    Map<Long, Integer> found = directory.doubtful(LIMIT_DOUBTFUL);
    Map<Long, Integer> doubtful = new HashMap<>();
    for (Set<Long> person : new HashSet<>(directory.linked(found.keySet()).values())) {
      int messages = person.stream().mapToInt(rid -> found.getOrDefault(rid, 0)).sum();
      person.forEach(rid -> doubtful.put(rid, messages));
    }
    return doubtful;
  }

  private void learn(Set<Long> open) {
    List<Long> fresh = new ArrayList<>(open);
    fresh.removeAll(known.keySet());
    for (int from = 0; from < fresh.size(); from += PAGE_MESSAGES) {
      int to = Math.min(fresh.size(), from + PAGE_MESSAGES);
      store.gaps(fresh.subList(from, to)).forEach(gap -> known.put(gap.seq(), gap));
    }
  }

  /** By Patient, under every record of the same person. */
  private Map<Long, List<Gap>> byPatient() {
    if (known.isEmpty()) {
      named.clear();
      return Map.of();
    }
    Set<UUID> names = new HashSet<>();
    known.values().forEach(gap -> names.addAll(gap.patients()));
    named.keySet().retainAll(names);
    names.removeAll(named.keySet());
    // A name nobody has yet is asked for again: its patient may come with the next message.
    named.putAll(directory.patients(names));
    Map<Long, Set<Long>> persons = directory.linked(new HashSet<>(named.values()));
    Map<Long, List<Gap>> byPatient = new HashMap<>();
    for (Gap gap : known.values()) {
      Set<Long> patients = new HashSet<>();
      for (UUID name : gap.patients()) {
        Long patient = named.get(name);
        if (patient != null) {
          patients.addAll(persons.getOrDefault(patient, Set.of(patient)));
        }
      }
      patients.forEach(rid -> byPatient.computeIfAbsent(rid, n -> new ArrayList<>()).add(gap));
    }
    return byPatient;
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
