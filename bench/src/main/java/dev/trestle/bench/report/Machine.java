package dev.trestle.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the figures were measured on. */
public record Machine(
    int cores, String memory, String kernel, String java, Instant at, String loadAverage) {

  /** Reads it now: the load average is the one before the run. Linux only. */
  public static Machine read() throws IOException {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        memoryTotal(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        Instant.now().truncatedTo(ChronoUnit.MINUTES),
        load());
  }

  /** Of 1, 5 and 15 minutes. */
  public static String load() throws IOException {
    String[] averages = Files.readString(Path.of("/proc/loadavg")).split(" ");
    return averages[0] + " " + averages[1] + " " + averages[2];
  }

  private static String memoryTotal() throws IOException {
    String total = Files.readAllLines(Path.of("/proc/meminfo"), StandardCharsets.US_ASCII).get(0);
    double kilobytes = Double.parseDouble(total.replaceAll("\\D", ""));
    return Figures.tenths(kilobytes / (1 << 20)) + " GB";
  }

  public String text() {
    return cores
        + " cores, "
        + memory
        + " of memory, "
        + kernel
        + ", "
        + java
        + ", measured "
        + at
        + ". Load average before the run (1, 5, 15 minutes): "
        + loadAverage;
  }
}
