package dev.trestle.bench.measure;

import dev.trestle.bench.http.OperatorClient;
import dev.trestle.bench.report.Figures;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Questions that look through everything: how far an incident reaches, whether the audit is whole.
 */
public final class LongQuestions {
  private static final String UNSEALED = "trestle_audit_unsealed_seconds";
  private static final long SEALING_SECONDS = 900;
  private static final double SEALED_SECONDS = 5;
  private final OperatorClient client;

  public LongQuestions(OperatorClient client) {
    this.client = client;
  }

  /** Asks all of them. */
  public List<Pages.Work> measure(String feed) throws IOException, InterruptedException {
    Instant now = Instant.now();
    return List.of(
        audit(),
        impact("what came of a feed's whole history", feed, now.minus(3650, ChronoUnit.DAYS), now),
        impact("what came of a feed's last hour", feed, now.minus(1, ChronoUnit.HOURS), now));
  }

  /** When all of it is sealed, so that all is looked at. */
  private Pages.Work audit() throws IOException, InterruptedException {
    for (long second = 0;
        second < SEALING_SECONDS && client.metric(UNSEALED) > SEALED_SECONDS;
        second++) {
      TimeUnit.SECONDS.sleep(1);
    }
    long start = System.nanoTime();
    JsonNode summary = client.post("/api/audit/verify", "{\"fromBlock\": 1}").path("summary");
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Pages.Work(
        "`audit verify`: %s events in %s blocks, %s troubles"
            .formatted(
                Figures.whole(summary.path("events").asLong()),
                Figures.whole(summary.path("blocks").asLong()),
                Figures.whole(summary.path("troubles").asLong())),
        seconds);
  }

  private Pages.Work impact(String what, String feed, Instant from, Instant to) throws IOException {
    long start = System.nanoTime();
    JsonNode counts = client.get("/api/impact?source=" + feed + "&from=" + from + "&to=" + to);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Pages.Work(
        "`impact`, %s: %s entries, %s versions, %s reads"
            .formatted(
                what,
                Figures.whole(counts.path("entries").asLong()),
                Figures.whole(counts.path("versions").asLong()),
                Figures.whole(counts.path("reads").asLong())),
        seconds);
  }
}
