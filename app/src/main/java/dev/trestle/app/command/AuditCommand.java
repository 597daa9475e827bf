package dev.trestle.app.command;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code trestle audit}: who did what, and proof that nobody changed it. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = "The audit: verify, key.",
    subcommands = {AuditCommand.Verify.class, AuditCommand.Key.class})
final class AuditCommand implements Runnable {
  static final String PATH = "/api/audit";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "Missing subcommand: trestle audit verify | key");
  }

  /** {@code trestle audit key}. */
  @Command(
      name = "key",
      mixinStandardHelpOptions = true,
      description = "The public key that signs the audit. Note it outside of this machine.")
  static final class Key extends ConnectedCommand {
    @Override
    public Integer call() {
      out().println(trestle().get(PATH + "/key").path("publicKey").asString());
      return ExitCode.OK;
    }
  }

  /** {@code trestle audit verify}. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Finds whatever was changed, removed, reordered or put in since it was sealed.",
      footer = {
        "",
        "Works while Trestle runs. A chain that was cut at its end looks whole by itself: give the",
        "newest hash that you noted (the log has it, \"Audit head\") with --head.",
        "Exit code 0 when nothing is wrong, 1 when something is.",
        "Example: trestle audit verify --head 5f0c…"
      })
  static final class Verify extends ConnectedCommand {
    @Option(
        names = "--from-block",
        description = "Only from this block on; that blocks before it are whole is not proved.")
    private long fromBlock = 1;

    @Option(
        names = "--head",
        paramLabel = "HASH",
        description = "A hash that must be in the chain.")
    private @Nullable String head;

    @Option(names = "--json", description = "One JSON object a line, as they come.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      Map<String, Object> question = new TreeMap<>();
      question.put("fromBlock", fromBlock);
      if (head != null) {
        question.put("head", head);
      }
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  trestle().stream(PATH + "/verify", question).body(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (json) {
            out().println(line);
          }
          JsonNode node = JSON.readTree(line);
          if (node.has("summary")) {
            return end(node.path("summary"));
          }
          if (!json && node.has("trouble")) {
            out().println(node.path("trouble").path("text").asString());
          }
        }
      }
      throw new TrestleException(
          ProblemCode.DATABASE_UNAVAILABLE, "The check broke off. The log of Trestle says why.");
    }

    private int end(JsonNode summary) {
      long troubles = summary.path("troubles").asLong();
      if (!json) {
        out()
            .printf(
                "%d blocks with %d events checked; last block %s%n%s%n",
                summary.path("blocks").asLong(),
                summary.path("events").asLong(),
                summary.path("head").asString(),
                troubles == 0 ? "Nothing is wrong." : troubles + " things are wrong.");
      }
      return troubles == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
    }
  }
}
