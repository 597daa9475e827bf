package dev.trestle.bench.measure;

import dev.trestle.bench.http.FhirClient;
import dev.trestle.bench.load.Admissions;
import dev.trestle.bench.load.Round;
import dev.trestle.bench.report.Times;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Measures {@link Match}: {@code Patient/$match} over HTTPS, one question after the other. */
public final class MatchSpeed {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long SEED = 20_261_127;

  /** Times the time of a question: compilers and caches of both sides are quiet then. */
  private static final int WARM_UP = 4;

  private static final int LEAST_QUESTIONS = 200;

  private final FhirClient client;
  private final long first;
  private final long people;

  /**
   * @param first number of the first who is registered
   * @param people how many are
   */
  public MatchSpeed(FhirClient client, long first, long people) {
    this.client = client;
    this.first = first;
    this.people = people;
  }

  /**
   * Asks each kind of question for a time.
   *
   * @param registered how the people came in
   * @param rest waits until the database is at rest, and says how long that took
   */
  public Match measure(Round registered, Duration time, Supplier<Duration> rest)
      throws IOException {
    Random random = new Random(SEED);
    long warm = System.nanoTime() + WARM_UP * time.toNanos();
    while (System.nanoTime() < warm) {
      ask(known(somebody(random)));
    }
    Match.Line before = line("as registered, at once", time, random, MatchSpeed::known);
    Duration rested = rest.get();
    List<Match.Line> lines = new ArrayList<>();
    lines.add(line("as registered", time, random, MatchSpeed::known));
    lines.add(
        line("two letters of the given name the wrong way round", time, random, MatchSpeed::typo));
    lines.add(line("moved: another address and telephone", time, random, MatchSpeed::moved));
    lines.add(line("nobody who is registered", time, random, one -> known(one + people)));
    return new Match(people, registered, before, rested, lines);
  }

  private long somebody(Random random) {
    return first + (long) (random.nextDouble() * people);
  }

  private Match.Line line(String what, Duration time, Random random, LongFunction<String> question)
      throws IOException {
    Times times = new Times();
    long found = 0;
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end || times.count() < LEAST_QUESTIONS) {
      long somebody = somebody(random);
      String patient = question.apply(somebody);
      long start = System.nanoTime();
      JsonNode answer = ask(patient);
      times.add(System.nanoTime() - start);
      JsonNode best = answer.path("entry").path(0).path("resource");
      if (best.path("identifier").toString().contains(Admissions.mrn(somebody))) {
        found++;
      }
    }
    return new Match.Line(what, times, (double) found / times.count());
  }

  private JsonNode ask(String patient) throws IOException {
    FhirClient.Answer answer = client.post("Patient/$match", patient);
    if (!answer.isOk()) {
      throw new IOException("$match was answered with " + answer.status());
    }
    return JSON.readTree(answer.body());
  }

  private static String known(long number) {
    return patient(
        number, Admissions.given(number), Admissions.street(number), Admissions.phone(number));
  }

  private static String typo(long number) {
    String given = Admissions.given(number);
    String swapped = given.charAt(0) + given.substring(2, 3) + given.charAt(1) + given.substring(3);
    return patient(number, swapped, Admissions.street(number), Admissions.phone(number));
  }

  private static String moved(long number) {
    return patient(number, Admissions.given(number), "1 ELSEWHERE RD", "(360)555-2368");
  }

  private static String patient(long number, String given, String street, String phone) {
    String born = Admissions.born(number);
    return """
    {"resourceType": "Patient",
     "name": [{"family": "%s", "given": ["%s"]}],
     "birthDate": "%s-%s-%s",
     "address": [{"line": ["%s"], "city": "SPRINGFIELD", "state": "IL", "postalCode": "%d"}],
     "telecom": [{"system": "phone", "value": "%s"}]}
    """
        .formatted(
            Admissions.family(number),
            given,
            born.substring(0, 4),
            born.substring(4, 6),
            born.substring(6),
            street,
            Admissions.postalCode(number),
            phone);
  }
}
