package dev.trestle.app.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.DoubleSupplier;

/** All metrics of a platform: what it counts, and what it looks up when asked. */
public final class PlatformMeters implements MeterBinder {
  private final MessageMeters messages;
  private final List<Reading> readings;

  public PlatformMeters(MessageMeters messages, List<Reading> readings) {
    this.messages = messages;
    this.readings = List.copyOf(readings);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    messages.register(registry);
    for (Reading reading : readings) {
      Gauge.builder(reading.name(), reading.number(), DoubleSupplier::getAsDouble)
          .tags(reading.labels().toArray(String[]::new))
          .strongReference(true)
          .register(registry);
    }
  }
}
