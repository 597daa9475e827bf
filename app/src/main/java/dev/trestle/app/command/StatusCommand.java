package dev.trestle.app.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code trestle status}: what the Trestle on a data folder is doing. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows what a running Trestle is doing: ports, balance, incidents.",
    footer = "Exit code 0 when everything is up and the balance closes, 1 when not.")
final class StatusCommand implements Callable<Integer> {
  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Mixin private final DataOption data = new DataOption();

  @Option(names = "--json", description = "The answer of the API as it is.")
  private boolean json;

  @Override
  public Integer call() {
    JsonNode status = RunningTrestle.on(data.folder).get("/api/status");
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(status);
    } else {
      print(status, out);
    }
    return status.path("balance").path("closes").asBoolean() && allUp(status)
        ? ExitCode.OK
        : ExitCode.NEGATIVE;
  }

  private static boolean allUp(JsonNode status) {
    for (JsonNode check : status.path("checks")) {
      if (!check.path("up").asBoolean()) {
        return false;
      }
    }
    return true;
  }

  private static void print(JsonNode status, PrintWriter out) {
    JsonNode platform = status.path("status");
    out.printf(
        "site %s, up %d s, %d in line%n",
        platform.path("site").asString(),
        platform.path("uptimeSeconds").asLong(),
        platform.path("inLine").asInt());
    for (JsonNode listener : platform.path("listeners")) {
      out.printf(
          "listener %s on port %d (%s), %d connections%n",
          listener.path("name").asString(),
          listener.path("port").asInt(),
          listener.path("tls").asBoolean() ? "TLS" : "plain text",
          listener.path("connections").asInt());
    }
    for (JsonNode check : status.path("checks")) {
      out.printf(
          "%s %s: %s%n",
          check.path("up").asBoolean() ? "ok  " : "DOWN",
          check.path("name").asString(),
          check.path("text").asString());
    }
    out.println(status.path("balance").path("line").asString());
    for (JsonNode incident : status.path("incidents")) {
      out.printf(
          "incident %d: %d times, last %s%n",
          incident.path("code").asInt(),
          incident.path("count").asLong(),
          incident.path("last").asString());
    }
  }
}
