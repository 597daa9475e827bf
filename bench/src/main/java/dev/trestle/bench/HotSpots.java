package dev.trestle.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Samples Java code while it works, and charges each sample to the nearest method of ours. */
final class HotSpots implements AutoCloseable {
  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final String OURS = "dev.trestle.";

  private final Recording recording = new Recording();

  /** A package or method and its share of the samples. */
  record Spot(String name, double share) {}

  /** Packages and methods, the busiest first. */
  record Spots(long samples, List<Spot> packages, List<Spot> methods) {}

  HotSpots() {
    recording.enable(SAMPLE).withPeriod(PERIOD);
    recording.start();
  }

  /** Ends sampling; the file may hold patient data and belongs where the data folder is. */
  Spots stop(Path file) throws IOException {
    recording.stop();
    recording.dump(file);
    SortedMap<String, Integer> packages = new TreeMap<>();
    SortedMap<String, Integer> methods = new TreeMap<>();
    long samples = 0;
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      // The file also holds the events that describe the recording itself.
      if (!event.getEventType().getName().equals(SAMPLE) || event.getStackTrace() == null) {
        continue;
      }
      String thread = event.getThread("sampledThread").getJavaName();
      if (String.valueOf(thread).startsWith("mllp-send-")) {
        continue;
      }
      samples++;
      RecordedMethod method = nearest(event.getStackTrace().getFrames());
      String type = method == null ? "(library threads)" : method.getType().getName();
      String folder = type.contains(".") ? type.substring(0, type.lastIndexOf('.')) : type;
      packages.merge(folder, 1, Integer::sum);
      methods.merge(method == null ? type : type + "." + method.getName(), 1, Integer::sum);
    }
    return new Spots(samples, sorted(packages, samples), sorted(methods, samples));
  }

  private static @Nullable RecordedMethod nearest(List<RecordedFrame> frames) {
    for (RecordedFrame frame : frames) {
      if (frame.getMethod().getType().getName().startsWith(OURS)) {
        return frame.getMethod();
      }
    }
    return null;
  }

  private static List<Spot> sorted(SortedMap<String, Integer> counts, long samples) {
    List<Spot> spots = new ArrayList<>();
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      spots.add(new Spot(entry.getKey(), entry.getValue() / (double) samples));
    }
    spots.sort(Comparator.comparingDouble(Spot::share).reversed());
    return spots;
  }

  @Override
  public void close() {
    recording.close();
  }
}
