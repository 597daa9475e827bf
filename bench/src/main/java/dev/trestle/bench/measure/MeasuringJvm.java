package dev.trestle.bench.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with this class path, started as {@code bench/run} starts this one. */
final class MeasuringJvm {
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xmx1g", "-Duser.timezone=UTC", "-Dfile.encoding=UTF-8");

  private MeasuringJvm() {}

  /**
   * Runs a program to its end.
   *
   * @return what it printed, by lines
   * @throws IOException when it failed; what it said of that is in the error output of this one
   */
  static List<String> run(Class<?> program, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      throw new IOException(program.getSimpleName() + " ended with " + code);
    }
    return printed.lines().toList();
  }
}
