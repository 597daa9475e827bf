package dev.trestle.bench.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The LinuxForHealth HL7 v2 to FHIR converter: {@code bench/peers/linuxforhealth}, whose class path
 * {@code bench/run} has Maven resolve.
 */
public final class LinuxForHealth {
  /** As the report names it. */
  public static final String NAME = "LinuxForHealth hl7v2-fhir-converter 1.1.0";

  private static final Path PROGRAM =
      Path.of("bench", "peers", "linuxforhealth", "ConverterSpeed.java");
  private static final Path CLASS_PATH = Path.of("bench", "target", "linuxforhealth.class.path");
  private static final int ROUNDS = 5;

  private LinuxForHealth() {}

  /** Processor time for one conversion, and how many resources it made. */
  public record Speed(double micros, int resources) {}

  /**
   * Measures it.
   *
   * @param folder where the messages may be written down
   * @return one for each message; empty when it cannot be run here
   */
  public static Optional<List<Speed>> measure(List<byte[]> messages, Duration warmUp, Path folder)
      throws IOException, InterruptedException {
    if (!Files.exists(CLASS_PATH) || !Files.exists(PROGRAM)) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseG1GC", "-Xmx1g", "-Duser.timezone=UTC"));
    command.addAll(List.of("-cp", Files.readString(CLASS_PATH).strip(), PROGRAM.toString()));
    command.add(Long.toString(warmUp.toSeconds()));
    command.add(Integer.toString(ROUNDS));
    command.add(Long.toString(warmUp.toMillis() / 8));
    for (byte[] message : messages) {
      Path file = Files.createTempFile(folder, "message", ".hl7");
      Files.write(file, message);
      command.add(file.toString());
    }
    return run(command, messages.size());
  }

  private static Optional<List<Speed>> run(List<String> command, int expected)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<Speed> speeds = new ArrayList<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        parse(line).ifPresent(speeds::add);
      }
    }
    return process.waitFor() == 0 && speeds.size() == expected
        ? Optional.of(speeds)
        : Optional.empty();
  }

  /** {@code 7512.25 11}; a peer may print other lines, which are left out. */
  static Optional<Speed> parse(String line) {
    if (!line.matches("[0-9.E]+ [0-9]+")) {
      return Optional.empty();
    }
    String[] words = line.split(" ");
    return Optional.of(new Speed(Double.parseDouble(words[0]), Integer.parseInt(words[1])));
  }
}
