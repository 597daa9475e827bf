package dev.trestle.bench.measure;

import dev.trestle.bench.http.FhirClient;
import dev.trestle.bench.load.Admissions;
import dev.trestle.bench.load.Cohort;
import dev.trestle.bench.measure.Question.Known;
import dev.trestle.bench.platform.PlatformProcess;
import dev.trestle.bench.report.Times;
import dev.trestle.transport.mllp.LoadReport;
import dev.trestle.transport.mllp.LoadSender;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Measures {@link Reads}. */
public final class ReadSpeed {
  private static final int CLIENTS = 8;
  private static final int PATIENTS = 200;
  private static final double INGEST = 100;
  private static final int INGEST_CONNECTIONS = 4;
  private static final Duration IDLE_LIMIT = Duration.ofMinutes(30);

  /** Part of the time of a question that is not counted. */
  private static final int WARM_UP_PART = 3;

  private final PlatformProcess platform;
  private final FhirClient client;
  private final List<Known> patients = new ArrayList<>();

  /**
   * @param cohort whose patients are asked for
   */
  public ReadSpeed(PlatformProcess platform, FhirClient client, Cohort cohort) throws IOException {
    this.platform = platform;
    this.client = client;
    for (long i = 0; i < Math.min(PATIENTS, cohort.patients()); i++) {
      long number = cohort.patient(i);
      String patient = client.id(FreshnessProbe.patient(number)).orElseThrow(ReadSpeed::unknown);
      String encounters = FhirClient.search("Encounter", "patient", patient);
      patients.add(
          new Known(number, patient, client.id(encounters).orElseThrow(ReadSpeed::unknown)));
    }
  }

  private static IllegalStateException unknown() {
    return new IllegalStateException("a patient of the cohort is not there");
  }

  /**
   * Asks every question.
   *
   * @param next number of the next admission, sent meanwhile
   * @param time for each
   */
  public Reads measure(AtomicLong next, Duration time)
      throws IOException, InterruptedException, ExecutionException {
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService sending = Executors.newSingleThreadExecutor();
    try {
      Future<LoadReport> ingest = sending.submit(() -> ingest(next, over));
      List<Reads.Answers> answers = new ArrayList<>();
      try {
        for (Question question : Question.all()) {
          answers.add(ask(question, time));
        }
      } finally {
        over.set(true);
      }
      double perSecond = ingest.get().answeredPerSecond();
      platform.awaitIdle(IDLE_LIMIT);
      return new Reads(CLIENTS, perSecond, answers);
    } finally {
      sending.shutdown();
    }
  }

  private LoadReport ingest(AtomicLong next, AtomicBoolean over) throws InterruptedException {
    Iterator<byte[]> messages =
        LongStream.generate(next::getAndIncrement)
            .takeWhile(any -> !over.get())
            .mapToObj(number -> Admissions.message(number, number))
            .iterator();
    return new LoadSender(platform.mllp(), INGEST_CONNECTIONS, INGEST)
        .send(messages, (number, message, result) -> true);
  }

  private Reads.Answers ask(Question question, Duration time)
      throws IOException, InterruptedException, ExecutionException {
    if (!client.get(question.path().apply(patients.get(0))).isOk()) {
      return new Reads.Answers(question, Optional.empty(), 0, 0);
    }
    askAll(question, time.dividedBy(WARM_UP_PART), new Times());
    Times times = new Times();
    long start = System.nanoTime();
    int bytes = askAll(question, time, times);
    double perSecond = times.count() * 1e9 / (System.nanoTime() - start);
    return new Reads.Answers(question, Optional.of(times), perSecond, bytes);
  }

  private int askAll(Question question, Duration time, Times times)
      throws InterruptedException, ExecutionException {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      AtomicInteger turn = new AtomicInteger();
      List<Future<Integer>> futures = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        futures.add(clients.submit(() -> askOneAfterTheOther(question, time, times, turn)));
      }
      int bytes = 0;
      for (Future<Integer> future : futures) {
        bytes = future.get();
      }
      return bytes;
    } finally {
      clients.shutdown();
    }
  }

  private int askOneAfterTheOther(Question question, Duration time, Times times, AtomicInteger turn)
      throws IOException {
    long end = System.nanoTime() + time.toNanos();
    FhirClient.Answer answer;
    long before = System.nanoTime();
    do {
      Known known = patients.get(turn.getAndIncrement() % patients.size());
      answer = client.get(question.path().apply(known));
      if (!answer.isOk()) {
        throw new IOException(question.name() + " was answered with " + answer.status());
      }
      long after = System.nanoTime();
      times.add(after - before);
      before = after;
    } while (before < end);
    return answer.body().length;
  }
}
