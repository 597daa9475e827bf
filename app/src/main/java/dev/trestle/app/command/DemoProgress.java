package dev.trestle.app.command;

import dev.trestle.kernel.site.SourceName;
import dev.trestle.sandbox.sender.SenderReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the simulated hospitals of a data folder are, so that the next start goes on with the
 * same patients where this one ended. After a kill it is some seconds behind: those messages are
 * sent again, and known.
 *
 * @param people how many live in the towns
 * @param answered messages of each feed that need not be sent again
 */
record DemoProgress(int people, SortedMap<SourceName, Long> answered) {
  private static final String FILE = "demo-sent";
  private static final String PEOPLE = "people";

  DemoProgress {
    answered = new TreeMap<>(answered);
  }

  /** What the folder holds; without it nothing was sent. */
  static DemoProgress read(Path dataFolder, int people) throws IOException {
    Path file = file(dataFolder);
    SortedMap<SourceName, Long> answered = new TreeMap<>();
    int known = people;
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      int space = line.indexOf(' ');
      long number = Long.parseLong(line.substring(space + 1).strip());
      if (line.startsWith(PEOPLE + " ")) {
        known = Math.toIntExact(number);
      } else {
        answered.put(SourceName.parse(line.substring(0, space)), number);
      }
    }
    return new DemoProgress(known, answered);
  }

  /** With what was answered since. */
  DemoProgress plus(SenderReport report) {
    SortedMap<SourceName, Long> all = new TreeMap<>(answered);
    report.feeds().forEach((feed, sent) -> all.merge(feed, sent.answered(), Long::sum));
    return new DemoProgress(people, all);
  }

  /** Writes it as a whole. */
  void write(Path dataFolder) throws IOException {
    StringBuilder text = new StringBuilder(PEOPLE + " " + people + "\n");
    answered.forEach((feed, number) -> text.append(feed + " " + number + "\n"));
    Path fresh = file(dataFolder).resolveSibling(FILE + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, file(dataFolder), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path file(Path dataFolder) {
    return dataFolder.resolve("run").resolve(FILE);
  }
}
