package dev.trestle.bench.platform;

import dev.trestle.bench.process.MemoryUse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Starts {@code ./trestle up} on existing data, as users do, and ends it when it is ready. */
public final class StartProbe {
  private StartProbe() {}

  /**
   * One start.
   *
   * @param toReady from the start of the process to the line {@code ready}
   * @param memory just then
   */
  public record Started(Duration toReady, MemoryUse memory) {}

  public static Started start(Path data) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "./trestle", "up", "--data", data.toString(), "--http-port", "0", "--mllp-port", "0");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.startsWith("ready")) {
        line = out.readLine();
      }
      if (line == null) {
        throw new IOException("trestle up did not become ready");
      }
      Duration toReady = Duration.ofNanos(System.nanoTime() - start);
      MemoryUse memory = MemoryUse.now(process.pid(), data);
      process.toHandle().destroy(); // unlike Process.destroy, this leaves its output open
      out.transferTo(Writer.nullWriter());
      process.waitFor();
      return new Started(toReady, memory);
    }
  }
}
