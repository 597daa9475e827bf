package dev.trestle.app.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code trestle identity}: which source records are one person. */
@Command(
    name = "identity",
    mixinStandardHelpOptions = true,
    description = "Which source records are one person: links, unlink.",
    subcommands = {IdentityCommand.Links.class, IdentityCommand.Unlink.class})
final class IdentityCommand implements Runnable {
  private static final String PATH = "/api/identity/links";

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Missing subcommand: trestle identity links | unlink");
  }

  /** {@code trestle identity links}. */
  @Command(
      name = "links",
      mixinStandardHelpOptions = true,
      description = "The links that stand, newest first.")
  static final class Links implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // filled by picocli
    @Spec
    private CommandSpec spec;

    @Mixin private final DataOption data = new DataOption();

    @Override
    public Integer call() {
      for (JsonNode link : RunningTrestle.on(data.folder).get(PATH)) {
        spec.commandLine()
            .getOut()
            .printf(
                "%d  %s <- %s  %s by %s: %s%n",
                link.path("id").asLong(),
                link.path("survivor").asString(),
                link.path("retired").asString(),
                link.path("at").asString(),
                link.path("actor").asString(),
                link.path("reason").asString());
      }
      return ExitCode.OK;
    }
  }

  /** {@code trestle identity unlink}. */
  @Command(
      name = "unlink",
      mixinStandardHelpOptions = true,
      description = "Takes a link apart: reads are as if it had never been.")
  static final class Unlink implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // filled by picocli
    @Spec
    private CommandSpec spec;

    @Mixin private final DataOption data = new DataOption();

    @Parameters(paramLabel = "LINK", description = "Number of the link.")
    private long id;

    @Option(names = "--reason", required = true, description = "Why; stands in the ledger.")
    private String reason = "";

    @Override
    public Integer call() {
      RunningTrestle.on(data.folder).post(PATH + "/" + id + "/unlink", Map.of("reason", reason));
      spec.commandLine().getOut().println("unlinked " + id);
      return ExitCode.OK;
    }
  }
}
