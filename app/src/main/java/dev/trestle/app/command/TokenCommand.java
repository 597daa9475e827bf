package dev.trestle.app.command;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trestle token}: who may call the API. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Makes tokens for the API.",
    subcommands = TokenCommand.Create.class)
final class TokenCommand extends CommandGroup {
  /** {@code trestle token create}. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a bearer token and prints it. It is shown this once.",
      footer = {
        "",
        "Roles: fhir-read (read and search), operate (balance, status, exceptions without messages),",
        "steward (messages of exceptions), administer (tokens), audit (who did what).",
        "Example: trestle token create --name dashboard --role fhir-read --days 30"
      })
  static final class Create implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // filled by picocli
    @Spec
    private CommandSpec spec;

    @Mixin private final DataOption data = new DataOption();

    @Option(names = "--name", required = true, description = "Who uses it; stands in the audit.")
    private String name = "";

    @Option(
        names = "--role",
        required = true,
        split = ",",
        description = "What it may do, see below.")
    private List<String> roles = List.of();

    @Option(names = "--days", defaultValue = "30", description = "Valid for (default: 30).")
    private int days = 30;

    @Override
    public Integer call() {
      Map<String, Object> request = new TreeMap<>();
      request.put("name", name);
      request.put("roles", roles);
      request.put("days", days);
      spec.commandLine()
          .getOut()
          .println(
              RunningTrestle.on(data.folder).post("/api/tokens", request).path("token").asString());
      return ExitCode.OK;
    }
  }
}
