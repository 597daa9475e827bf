package dev.trestle.app.platform;

import dev.trestle.app.metrics.MessageMeters;
import dev.trestle.orchestration.journal.WayMeters;
import dev.trestle.orchestration.traffic.Traffic;
import java.time.Clock;
import javax.sql.DataSource;

/** Who counts messages: for monitoring since the start, and by the minute for the console. */
record Meters(MessageMeters messages, Traffic traffic) implements AutoCloseable {
  static Meters of(DataSource database, Clock clock) {
    return new Meters(new MessageMeters(), new Traffic(database, clock));
  }

  WayMeters way() {
    return messages.and(traffic);
  }

  @Override
  public void close() {
    traffic.close();
  }
}
