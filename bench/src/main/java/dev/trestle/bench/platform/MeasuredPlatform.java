package dev.trestle.bench.platform;

import dev.trestle.app.platform.Logs;
import dev.trestle.app.platform.Platform;
import dev.trestle.app.platform.PlatformSettings;
import dev.trestle.orchestration.balance.Balance;
import dev.trestle.sandbox.site.DemoSite;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/**
 * The platform of the demo's site in a process of its own. It is told what to do on its standard
 * input, a line each, and answers each with a line; it ends with its input:
 *
 * <ul>
 *   <li>{@code idle SECONDS}: waits until nothing is in line; {@code true} or {@code false}
 *   <li>{@code balance}: {@code CLOSES RECEIVED EXCEPTIONS}
 *   <li>{@code sample}: begins to sample; {@code sampled FILE}: ends it
 * </ul>
 */
public final class MeasuredPlatform {
  private static final Duration SAMPLE_PERIOD = Duration.ofMillis(10);

  private final Platform platform;
  private @Nullable Recording recording;

  private MeasuredPlatform(Platform platform) {
    this.platform = platform;
  }

  /**
   * @param arguments the data folder
   */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    Logs.into(data);
    try (Platform platform =
        Platform.start(PlatformSettings.in(data, DemoSite.site(0), 0), text -> {})) {
      out.println("ready " + platform.mllpPort("hospitals"));
      MeasuredPlatform measured = new MeasuredPlatform(platform);
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(measured.answer(line.split(" ", 2)));
      }
    }
  }

  private String answer(String[] words) throws IOException {
    return switch (words[0]) {
      case "idle" ->
          Boolean.toString(platform.awaitIdle(Duration.ofSeconds(Long.parseLong(words[1]))));
      case "balance" -> {
        Balance balance = platform.balance();
        yield balance.closes() + " " + balance.received() + " " + balance.exceptions();
      }
      case "sample" -> sample();
      case "sampled" -> sampled(Path.of(words[1]));
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private String sample() {
    Recording fresh = new Recording();
    fresh.enable("jdk.ExecutionSample").withPeriod(SAMPLE_PERIOD);
    fresh.enable("jdk.ObjectAllocationSample").with("throttle", "300/s");
    fresh.start();
    recording = fresh;
    return Instant.now().toString();
  }

  /** The file may hold patient data and belongs where the data folder is. */
  private String sampled(Path file) throws IOException {
    try (Recording ended = recording) {
      if (ended == null) {
        throw new IllegalStateException("nothing is being sampled");
      }
      ended.stop();
      ended.dump(file);
    }
    recording = null;
    return file.toString();
  }
}
