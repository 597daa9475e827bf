package dev.trestle.postgres.embedded;

import dev.trestle.postgres.PoolSettings;
import dev.trestle.postgres.PostgresPool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Trestle's part of a second JVM: starts the server on a folder, commits rows and prints the number
 * of each commit that returned, until it is killed.
 */
final class ServerProcess {
  private ServerProcess() {}

  public static void main(String[] arguments) throws SQLException, InterruptedException {
    EmbeddedPostgres server =
        EmbeddedPostgres.start(TestFolder.existing(Path.of(arguments[0])), state -> {});
    PostgresPool pool = PostgresPool.open(server, PoolSettings.named("child"));
    Writers.start(pool.dataSource(), ServerProcess::print);
    Thread.currentThread().join();
  }

  private static void print(long id) {
    synchronized (System.out) {
      System.out.println(id);
    }
  }

  static Process start(Path folder, Path output) throws IOException {
    return start(folder, output, List.of(), System.getProperty("java.class.path"));
  }

  /** Starts it as another process; {@code before} can change its user. */
  static Process start(Path folder, Path output, List<String> before, String classPath)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.add(ServerProcess.class.getName());
    command.add(folder.toString());
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectOutput(output.toFile())
        .redirectError(output.resolveSibling(output.getFileName() + ".err").toFile())
        .start();
  }

  /** The commits it reported: the whole lines of its output. */
  static Set<Long> printed(Path output) throws IOException {
    Set<Long> ids = new TreeSet<>();
    String text = Files.exists(output) ? Files.readString(output) : "";
    text.substring(0, text.lastIndexOf('\n') + 1)
        .lines()
        .forEach(line -> ids.add(Long.valueOf(line)));
    return ids;
  }
}
