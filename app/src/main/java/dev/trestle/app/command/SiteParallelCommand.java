package dev.trestle.app.command;

import dev.trestle.app.site.SiteFolder;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code trestle site parallel}: another version beside the active one. */
@Command(
    name = "parallel",
    mixinStandardHelpOptions = true,
    description =
        "Another version beside the active one on a feed: start, show, stop. It changes nothing.",
    footer = {
      "",
      "What the feed sends is translated by both versions, after it has settled and at low priority, and",
      "what differs is counted. A run goes on after a restart; it ends when it is stopped or when a",
      "version is activated."
    },
    subcommands = {
      SiteParallelCommand.Start.class,
      SiteParallelCommand.Show.class,
      SiteParallelCommand.Stop.class
    })
final class SiteParallelCommand extends CommandGroup {
  private static final String PATH = SiteCommand.PATH + "/parallel";
  private static final int PLACES_SHOWN = 30;
  private static final int MESSAGES_SHOWN = 20;

  /** {@code trestle site parallel start}. */
  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = "Runs a folder beside the active site on what a source sends from now on.",
      footer = "Example: trestle site parallel start my-site --source mercy/adt --reason upgrade")
  static final class Start extends SiteCommand.Printing {
    @Mixin private final DataOption data = new DataOption();

    @Parameters(paramLabel = "SITE-FOLDER", description = "Folder of the site.")
    private Path folder = Path.of("");

    @Option(names = "--source", required = true, paramLabel = "HEALTH-SYSTEM/SOURCE")
    private String source = "";

    @Option(names = "--reason", required = true, description = "Why; is shown with the run.")
    private String reason = "";

    @Override
    public Integer call() {
      List<SiteText> texts = SiteFolder.texts(folder);
      if (!isGood(texts)) {
        return ExitCode.NEGATIVE;
      }
      JsonNode run =
          RunningTrestle.on(data.folder)
              .post(PATH, Map.of("files", texts, "source", source, "reason", reason));
      out().println(line(run));
      out().flush();
      return ExitCode.OK;
    }
  }

  /** {@code trestle site parallel show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "The runs; with a number, where its messages differ and which.",
      footer = {
        "",
        "Numbers, places and entries only. Exit code 1 when the run that was asked for differs somewhere."
      })
  static final class Show extends SiteCommand.Printing {
    @Mixin private final DataOption data = new DataOption();

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Number of a run.")
    private @Nullable Long number;

    @Option(names = "--json", description = "The answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
      RunningTrestle trestle = RunningTrestle.on(data.folder);
      JsonNode runs = trestle.get(PATH);
      if (number == null) {
        if (json) {
          out().println(runs);
        } else {
          runs.forEach(run -> out().println(line(run)));
        }
        out().flush();
        return ExitCode.OK;
      }
      JsonNode found = trestle.get(SiteCommand.PATH + "/replays/" + number);
      if (json) {
        out().println(found);
      } else {
        for (JsonNode run : runs) {
          if (run.path("replay").asLong() == number) {
            out().println(line(run));
          }
        }
        print(found);
      }
      out().flush();
      return found.path("counts").path("differ").asLong() == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private void print(JsonNode found) {
      found
          .path("places")
          .valueStream()
          .limit(PLACES_SHOWN)
          .forEach(
              place ->
                  out()
                      .printf(
                          "%7d  %s%n",
                          place.path("messages").asLong(), place.path("place").asString()));
      found
          .path("differences")
          .valueStream()
          .limit(MESSAGES_SHOWN)
          .forEach(
              one ->
                  out()
                      .printf(
                          "  entry %d  %s  %s%n",
                          one.path("seq").asLong(),
                          one.path("type").asString(),
                          String.join(
                              ", ",
                              one.path("where").valueStream().map(JsonNode::asString).toList())));
    }
  }

  /** {@code trestle site parallel stop}. */
  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "Ends a run; what it found is kept.")
  static final class Stop extends SiteCommand.Printing {
    @Mixin private final DataOption data = new DataOption();

    @Parameters(paramLabel = "RUN", description = "Number of the run.")
    private long number;

    @Option(names = "--reason", required = true, description = "Why; is shown with the run.")
    private String reason = "";

    @Override
    public Integer call() {
      JsonNode run =
          RunningTrestle.on(data.folder)
              .post(PATH + "/" + number + "/stop", Map.of("reason", reason));
      out().println(line(run));
      out().flush();
      return ExitCode.OK;
    }
  }

  /** {@code run 3 mercy/adt 5d0c9e1fb2aa: 3 of 2000 differ, runs, 12 entries behind}. */
  private static String line(JsonNode run) {
    long behind = run.path("behind").asLong();
    String state =
        run.path("running").asBoolean()
            ? "runs" + (behind > 0 ? ", " + behind + " entries behind" : "")
            : run.path("ending").asString();
    return "run %d  %s  %s: %d of %d differ; %s"
        .formatted(
            run.path("replay").asLong(),
            run.path("source").asString(),
            SiteVersion.shortened(run.path("hash").asString()),
            run.path("counts").path("differ").asLong(),
            run.path("counts").path("compared").asLong(),
            state);
  }
}
