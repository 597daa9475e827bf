package dev.trestle.app.platform;

import dev.trestle.app.audit.BlockSealer;
import dev.trestle.app.http.Remembered;
import dev.trestle.app.http.StatusSource;
import dev.trestle.app.metrics.Reading;
import dev.trestle.app.security.AuditLog;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.orchestration.balance.AgeStore;
import dev.trestle.orchestration.dispatch.Dispatcher;
import dev.trestle.postgres.disk.DiskState;
import dev.trestle.records.store.OverlayStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The numbers that are looked up when a monitoring system asks; described in operations.md. */
final class Readings {
  private static final Duration AGES_VALID = Duration.ofSeconds(10);

  private Readings() {}

  static List<Reading> of(
      MessageWay way,
      Identity persons,
      AuditLog audit,
      BlockSealer blocks,
      StatusSource status,
      AgeStore ages,
      Supplier<DiskState> disk,
      Path dataFolder) {
    Supplier<AgeStore.Ages> known = new Remembered<>(ages::read, AGES_VALID, System::nanoTime);
    List<Reading> readings = new ArrayList<>();
    age(readings, known, "in_flight", one -> seconds(one.inFlight()));
    age(readings, known, "waiting", one -> seconds(one.waiting()));
    age(readings, known, "exception", one -> seconds(one.exception()));
    readings.add(Reading.of("trestle.waiting", () -> known.get().waitings()));
    readings.add(Reading.of("trestle.exceptions", () -> known.get().exceptions()));
    for (ProblemCode code : ProblemCode.values()) {
      if (code.number() < FIRST_DATA_CODE || code == ProblemCode.NO_MSH) {
        readings.add(
            Reading.of(
                "trestle.incidents",
                "kind",
                code.id(),
                () -> known.get().incidents().getOrDefault(code.number(), 0L)));
      }
    }
    queue(readings, "journal", () -> way.appender().waiting());
    queue(readings, "commit", () -> way.committer().waiting());
    queue(readings, "line", () -> way.dispatcher().active());
    queue(readings, "unread", () -> way.dispatcher().behind());
    queue(readings, "audit", audit::waiting);
    readings.add(Reading.of("trestle.window.entries", Dispatcher::windowEntries));
    readings.add(Reading.of("trestle.identity.behind.seconds", () -> seconds(persons.behind())));
    Supplier<OverlayStore.Open> alarms =
        new Remembered<>(persons.parts().alarms()::open, AGES_VALID, System::nanoTime);
    readings.add(Reading.of("trestle.overlay.alarms", () -> alarms.get().count()));
    readings.add(Reading.of("trestle.identity.automatic.from", () -> persons.band().threshold()));
    readings.add(
        Reading.of(
            "trestle.identity.automatic.tightened", () -> persons.band().isTightened() ? 1 : 0));
    readings.add(Reading.of("trestle.audit.behind.seconds", () -> seconds(audit.behind())));
    readings.add(Reading.of("trestle.audit.unsealed.seconds", () -> seconds(blocks.behind())));
    readings.add(Reading.of("trestle.audit.block", blocks::block));
    readings.add(Reading.of("trestle.audit.broken", () -> blocks.broken() ? 1 : 0));
    readings.add(
        Reading.of(
            "trestle.connections",
            () ->
                status.status().listeners().stream()
                    .mapToInt(StatusSource.ListenerStatus::connections)
                    .sum()));
    readings.add(Reading.of("trestle.receiving", () -> status.status().receiving() ? 1 : 0));
    readings.add(Reading.of("trestle.disk.free.bytes", () -> free(dataFolder)));
    readings.add(Reading.of("trestle.disk.state", () -> number(disk.get())));
    return readings;
  }

  /** Codes below are those of the wire. */
  private static final int FIRST_DATA_CODE = 200;

  private static void age(
      List<Reading> readings,
      Supplier<AgeStore.Ages> known,
      String of,
      ToDoubleFunction<AgeStore.Ages> age) {
    readings.add(
        Reading.of("trestle.oldest.seconds", "of", of, () -> age.applyAsDouble(known.get())));
  }

  private static void queue(
      List<Reading> readings, String name, java.util.function.DoubleSupplier depth) {
    readings.add(Reading.of("trestle.queue", "queue", name, depth));
  }

  private static int number(DiskState state) {
    return switch (state) {
      case ROOMY -> 0;
      case LOW -> 1;
      case CRITICAL -> 2;
    };
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }

  private static double free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException unreadable) {
      return Double.NaN;
    }
  }
}
