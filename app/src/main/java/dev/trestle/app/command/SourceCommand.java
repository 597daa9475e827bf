package dev.trestle.app.command;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code trestle source}: the state of each source, stop and start. */
@Command(
    name = "source",
    mixinStandardHelpOptions = true,
    description = "The sources: list, stop, start.",
    subcommands = {SourceCommand.List.class, SourceCommand.Stop.class, SourceCommand.Start.class})
final class SourceCommand extends CommandGroup {
  private static final String PATH = "/api/sources";

  /** {@code trestle source list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Each source with its state and what it received and holds.",
      footer = "Exit code 0 when all run, 1 when one is stopped or paused.")
  static final class List extends ConnectedCommand {
    @Option(names = "--json", description = "The answer of the API as it is.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode sources = trestle().get(PATH);
      boolean allRun = true;
      for (JsonNode source : sources) {
        String state = source.path("state").asString();
        allRun &= !state.equals("stopped") && !state.equals("paused");
        if (!json) {
          print(source, state);
        }
      }
      if (json) {
        out().println(sources);
      }
      return allRun ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private void print(JsonNode source, String state) {
      String name = source.path("name").asString();
      out()
          .printf(
              "%s  %s  %s  received %d (last %s), waiting %d (oldest %s), exceptions %d%n",
              name,
              source.path("feed").asString(),
              state,
              source.path("received").asLong(),
              time(source, "lastReceived"),
              source.path("waiting").asLong(),
              time(source, "oldestWaiting"),
              source.path("exceptions").asLong());
      if (!state.equals("running")) {
        out()
            .printf(
                "  since %s by %s: %s%n",
                time(source, "since"),
                source.path("by").asString(),
                source.path("reason").asString());
      }
      if (state.equals("paused")) {
        out()
            .printf(
                "  Correct the cause, resubmit one exception to see that it helped, then:"
                    + " trestle source start %s --reason …%n",
                name);
      }
    }

    private static String time(JsonNode source, String field) {
      return source.path(field).isNull() ? "never" : source.path(field).asString();
    }
  }

  /** A decision with its reason. */
  abstract static class Decision extends ConnectedCommand {
    @Parameters(paramLabel = "HEALTH-SYSTEM/SOURCE", description = "Name of the source.")
    private String name = "";

    @Option(names = "--reason", required = true, description = "Why; stands in the history.")
    private String reason = "";

    Integer decide(String action) {
      if (!name.matches("[^/]+/[^/]+")) {
        throw new TrestleException(
            ProblemCode.REQUEST_INVALID,
            "A source is named HEALTH-SYSTEM/SOURCE; `trestle source list` shows them");
      }
      trestle().post(PATH + "/" + name + "/" + action, Map.of("reason", reason));
      out().println(action + " " + name);
      return ExitCode.OK;
    }
  }

  /** {@code trestle source stop}. */
  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description =
          "What the source sends is received and answered as ever, and waits until it is started.")
  static final class Stop extends Decision {
    @Override
    public Integer call() {
      return decide("stop");
    }
  }

  /** {@code trestle source start}. */
  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = "What waits for a stopped or paused source goes on, oldest first.")
  static final class Start extends Decision {
    @Override
    public Integer call() {
      return decide("start");
    }
  }
}
