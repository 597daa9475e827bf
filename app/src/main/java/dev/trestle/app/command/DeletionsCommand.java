package dev.trestle.app.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code trestle deletions}: where a spike of deletes paused deleting. */
@Command(
    name = "deletions",
    mixinStandardHelpOptions = true,
    description = "Fields that a source deleted unusually often, where deleting is paused.",
    subcommands = {DeletionsCommand.Pauses.class, DeletionsCommand.Allow.class})
final class DeletionsCommand extends CommandGroup {
  private static final String PATH = "/api/deletions";

  /** {@code trestle deletions list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "What is paused, oldest first.")
  static final class Pauses implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // filled by picocli
    @Spec
    private CommandSpec spec;

    @Mixin private final DataOption data = new DataOption();

    @Override
    public Integer call() {
      for (JsonNode pause : RunningTrestle.on(data.folder).get(PATH)) {
        spec.commandLine()
            .getOut()
            .printf(
                "%s %s  since %s, %d deletions in that hour, %d held back%n",
                pause.path("source").asString(),
                pause.path("element").asString(),
                pause.path("since").asString(),
                pause.path("deletions").asInt(),
                pause.path("held").asLong());
      }
      return ExitCode.OK;
    }
  }

  /** {@code trestle deletions allow}. */
  @Command(
      name = "allow",
      mixinStandardHelpOptions = true,
      description =
          "Lets a source delete a field again, for a day without being asked. What was held back"
              + " stays until the source deletes it again.")
  static final class Allow implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // filled by picocli
    @Spec
    private CommandSpec spec;

    @Mixin private final DataOption data = new DataOption();

    @Parameters(index = "0", paramLabel = "SOURCE", description = "As listed: mercy/adt.")
    private String source = "";

    @Parameters(index = "1", paramLabel = "FIELD", description = "As listed: Patient.telecom.")
    private String element = "";

    @Option(names = "--reason", required = true, description = "Why; is kept with the decision.")
    private String reason = "";

    @Override
    public Integer call() {
      RunningTrestle.on(data.folder)
          .post(PATH + "/allow", Map.of("source", source, "element", element, "reason", reason));
      spec.commandLine().getOut().println(source + " may delete " + element + " again");
      return ExitCode.OK;
    }
  }
}
