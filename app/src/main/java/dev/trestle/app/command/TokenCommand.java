package dev.trestle.app.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code trestle token}: who may call the API. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Tokens for the API: create, list, revoke.",
    subcommands = {TokenCommand.Create.class, TokenCommand.All.class, TokenCommand.Revoke.class})
final class TokenCommand extends CommandGroup {
  private static final String PATH = "/api/tokens";

  /** {@code trestle token create}. */
  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Makes a bearer token and prints it. It is shown this once.",
      footer = {
        "",
        "Roles: fhir-read (read and search), operate (balance, status, exceptions without messages),",
        "steward (messages of exceptions), administer (tokens), audit (who did what).",
        "Views of persons: linked (all that is linked), confirmed (without links by probability",
        "alone), source (each record by itself).",
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

    @Option(
        names = "--person-view",
        defaultValue = "linked",
        description = "Which records it is shown as one person, see below (default: linked).")
    private String personView = "linked";

    @Option(names = "--days", defaultValue = "30", description = "Valid for (default: 30).")
    private int days = 30;

    @Override
    public Integer call() {
      Map<String, Object> request = new TreeMap<>();
      request.put("name", name);
      request.put("roles", roles);
      request.put("days", days);
      request.put("personView", personView);
      spec.commandLine()
          .getOut()
          .println(RunningTrestle.on(data.folder).post(PATH, request).path("token").asString());
      return ExitCode.OK;
    }
  }

  /** {@code trestle token list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Tokens that may be used, without their text.")
  static final class All extends ConnectedCommand {
    @Option(names = "--all", description = "Also those that have ended or were taken back.")
    private boolean all;

    @Override
    public Integer call() {
      for (JsonNode token : trestle().get(PATH)) {
        boolean valid = token.path("valid").asBoolean();
        if (valid || all) {
          out()
              .printf(
                  "%s  %s  persons %s  until %s%s%n",
                  token.path("name").asString(),
                  String.join(
                      ",", token.path("roles").valueStream().map(JsonNode::asString).toList()),
                  token.path("personView").asString(),
                  token.path("expiresAt").asString(),
                  valid ? "" : token.path("revokedAt").isNull() ? "  (ended)" : "  (revoked)");
        }
      }
      return ExitCode.OK;
    }
  }

  /** {@code trestle token revoke}. */
  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Takes back every token of a name; the next request with one is refused.")
  static final class Revoke extends ConnectedCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "Of the program, as in the list.")
    private String name = "";

    @Override
    public Integer call() {
      JsonNode done = trestle().post(PATH + "/" + encoded(name) + "/revoke", Map.of());
      out().println(name + ": revoked " + done.path("revoked").asInt());
      return ExitCode.OK;
    }

    private static String encoded(String name) {
      return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }
}
