package dev.trestle.app.platform;

import dev.trestle.app.audit.BlockSealer;
import dev.trestle.app.http.Remembered;
import dev.trestle.app.http.StatusSource;
import dev.trestle.app.metrics.MessageMeters;
import dev.trestle.app.metrics.PlatformMeters;
import dev.trestle.app.security.AuditLog;
import dev.trestle.kernel.site.Site;
import dev.trestle.orchestration.balance.AgeStore;
import dev.trestle.orchestration.chart.ChartGaps;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The parts of a platform as a monitoring system and an operator watch them. */
record Watch(
    Database database,
    MessageWay way,
    Identity persons,
    Listeners listeners,
    AuditLog audit,
    BlockSealer blocks,
    ChartGaps charts,
    MessageMeters messages) {
  /** Who asks for health every second must not open a session every second. */
  private static final Duration DURABILITY_VALID = Duration.ofSeconds(2);

  StatusSource status(Supplier<Site> site, Clock clock) {
    return new PlatformStatus(site, listeners, way.dispatcher(), checks(), clock);
  }

  private Checks checks() {
    return new Checks(
        new Remembered<>(() -> database.pool().durability(), DURABILITY_VALID, System::nanoTime),
        database::disk,
        listeners::receiving,
        Map.of(
            "appender", way.appender()::alive,
            "dispatcher", way.dispatcher()::alive,
            "committer", way.committer()::alive,
            "audit", audit::alive,
            "audit-seal", blocks::alive,
            "charts", charts::alive),
        List.of(new AuditAlarms(blocks)::unsealed, new AuditAlarms(blocks)::broken));
  }

  PlatformMeters meters(StatusSource status, Path dataFolder) {
    AgeStore ages = new AgeStore(database.dataSource());
    return new PlatformMeters(
        messages,
        Readings.of(way, persons, audit, blocks, status, ages, database::disk, dataFolder));
  }
}
