package dev.trestle.app.command;

import dev.trestle.app.replay.ReplayQuestion;
import dev.trestle.app.site.SiteFolder;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code trestle site replay}: what stored messages become under another version. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Translates messages that a running Trestle has stored by the active site and by this"
            + " folder, and shows what differs. Changes nothing.",
    footer = {
      "",
      "The last messages of each feed are taken, as many of each. Shown are numbers, places and",
      "entries; with --show N also the values of the first N messages that differ, which are"
          + " patient",
      "data: that you looked is recorded. Ctrl-C stops it.",
      "Exit code 0 when nothing differs, 1 when something does or the site has mistakes.",
      "Example: trestle site replay my-site --messages 2000 --source mercy/adt"
    })
final class SiteReplayCommand extends SiteCommand.Printing {
  private static final int PLACES_SHOWN = 30;
  private static final int MESSAGES_SHOWN = 20;

  @Mixin private final DataOption data = new DataOption();

  @Parameters(paramLabel = "SITE-FOLDER", description = "Folder of the site.")
  private Path folder = Path.of("");

  @Option(
      names = "--messages",
      paramLabel = "N",
      description = "How many messages at most (default: ${DEFAULT-VALUE}).")
  private long messages = ReplayQuestion.MESSAGES;

  @Option(
      names = "--source",
      paramLabel = "HEALTH-SYSTEM/SOURCE",
      description = "Only messages of this source (default: of all).")
  private @Nullable String source;

  @Option(
      names = "--show",
      paramLabel = "N",
      description = "Shows the values of the first N messages that differ: patient data.")
  private int show;

  @Option(names = "--json", description = "The result as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    List<SiteText> texts = SiteFolder.texts(folder);
    if (!isGood(texts)) {
      return ExitCode.NEGATIVE;
    }
    RunningTrestle trestle = RunningTrestle.on(data.folder);
    Map<String, Object> question = new TreeMap<>(Map.of("files", texts, "messages", messages));
    if (source != null) {
      question.put("source", source);
    }
    String path = SiteCommand.PATH + "/replays/" + replay(trestle, question);
    JsonNode found = trestle.get(path);
    if (json) {
      out().println(found);
    } else {
      print(found);
      values(trestle, path, found);
    }
    out().flush();
    return found.path("counts").path("differ").asLong() == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
  }

  /** Replays and shows how far it is; the number of the replay. */
  private long replay(RunningTrestle trestle, Map<String, Object> question) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                trestle.stream(SiteCommand.PATH + "/replay", question).body(),
                StandardCharsets.UTF_8))) {
      long told = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode progress = RunningTrestle.progress(line);
        if (progress.path("done").asBoolean()) {
          return progress.path("replay").asLong();
        }
        long tenth = progress.path("looked").asLong() * 10 / Math.max(1, messages);
        if (!json && tenth > told) {
          told = tenth;
          out()
              .printf(
                  "… %d of %d messages looked at, %d differ%n",
                  progress.path("looked").asLong(),
                  progress.path("messages").asLong(),
                  progress.path("differ").asLong());
          out().flush();
        }
      }
    }
    throw new TrestleException(
        ProblemCode.DATABASE_UNAVAILABLE, "The replay broke off. The log of Trestle says why.");
  }

  private void print(JsonNode found) {
    JsonNode counts = found.path("counts");
    out()
        .printf(
            "replay %d: %d of %d differ (%s, compared with %s)%n",
            found.path("replay").asLong(),
            counts.path("differ").asLong(),
            counts.path("compared").asLong(),
            SiteVersion.shortened(found.path("hash").asString()),
            SiteVersion.shortened(found.path("before").asString()));
    leftOut("repeats of others", counts.path("repeats").asLong());
    leftOut("longer than 1 MB", counts.path("big").asLong());
    leftOut("whose bytes are gone or do not open", counts.path("unreadable").asLong());
    int shown = 0;
    for (JsonNode place : found.path("places")) {
      if (shown++ == PLACES_SHOWN) {
        out().println("  … and further places; --json has them all");
        break;
      }
      out().printf("%7d  %s%n", place.path("messages").asLong(), place.path("place").asString());
    }
    shown = 0;
    for (JsonNode one : found.path("differences")) {
      if (shown++ == MESSAGES_SHOWN) {
        out().println("  … and further entries; --json has the first 1,000");
        break;
      }
      out()
          .printf(
              "  entry %d  %s  %s  %s%n",
              one.path("seq").asLong(),
              one.path("source").asString(),
              one.path("type").asString(),
              where(one));
    }
  }

  private void leftOut(String what, long number) {
    if (number > 0) {
      out().printf("  not compared: %d %s%n", number, what);
    }
  }

  private static String where(JsonNode difference) {
    List<String> places = difference.path("where").valueStream().map(JsonNode::asString).toList();
    long more = difference.path("more").asLong();
    return String.join(", ", places) + (more > 0 ? " and " + more + " more" : "");
  }

  private void values(RunningTrestle trestle, String path, JsonNode found) {
    int shown = 0;
    for (JsonNode one : found.path("differences")) {
      if (shown++ == show) {
        return;
      }
      out().println("entry " + one.path("seq").asLong());
      for (JsonNode change : trestle.get(path + "/messages/" + one.path("seq").asLong())) {
        out()
            .printf(
                "  %s: %s -> %s%n",
                change.path("where").asString(),
                said(change.path("before").asString()),
                said(change.path("after").asString()));
      }
    }
  }

  private static String said(String value) {
    return value.isEmpty() ? "nothing" : "`" + value + "`";
  }
}
