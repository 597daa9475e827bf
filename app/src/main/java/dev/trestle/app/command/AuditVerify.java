package dev.trestle.app.command;

import dev.trestle.app.audit.ExportFile;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code trestle audit verify}: the audit of a running Trestle, or a file that came from it. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Finds whatever was changed, removed, reordered or put in since it was sealed.",
    footer = {
      "",
      "Works while Trestle runs. A chain that was cut at its end looks whole by itself: give the",
      "newest hash that you noted (the log has it, \"Audit head\") with --head.",
      "A file (an export or a report) is checked by itself, without a running Trestle: give the public",
      "key that you noted with --key, or only that the file agrees with itself is proved.",
      "Exit code 0 when nothing is wrong, 1 when something is.",
      "Examples:",
      "  trestle audit verify --head 5f0c…",
      "  trestle audit verify --file audit-2026.ndjson --key 09ab…"
    })
final class AuditVerify extends ConnectedCommand {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Option(
      names = "--from-block",
      description = "Only from this block on; that blocks before it are whole is not proved.")
  private long fromBlock = 1;

  @Option(names = "--head", paramLabel = "HASH", description = "A hash that must be in the chain.")
  private @Nullable String head;

  @Option(names = "--file", description = "An export or report to check instead.")
  private @Nullable Path file;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "With --file: the public key, as trestle audit key printed it.")
  private @Nullable String key;

  @Option(names = "--json", description = "One JSON object a line, as they come.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    return file == null ? running() : file(file);
  }

  private int file(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new TrestleException(ProblemCode.NOT_FOUND, "There is no file " + path);
    }
    ExportFile.Summary summary =
        ExportFile.check(path, Optional.ofNullable(key), trouble -> out().println(trouble.text()));
    out()
        .printf(
            "%d blocks with %d events checked; signed with key %s%n",
            summary.blocks(), summary.events(), summary.key());
    if (key == null) {
      out().println("Compare the key with the one you noted: this file may name any.");
    }
    return verdict(summary.troubles());
  }

  private int running() throws IOException {
    Map<String, Object> question = new TreeMap<>();
    question.put("fromBlock", fromBlock);
    if (head != null) {
      question.put("head", head);
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                trestle().stream(AuditCommand.PATH + "/verify", question).body(),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (json) {
          out().println(line);
        }
        JsonNode node = JSON.readTree(line);
        if (node.has("summary")) {
          return end(node.path("summary"));
        }
        if (!json && node.has("removed")) {
          removed(node.path("removed"));
        }
        if (!json && node.has("trouble")) {
          out().println(node.path("trouble").path("text").asString());
        }
      }
    }
    throw new TrestleException(
        ProblemCode.DATABASE_UNAVAILABLE, "The check broke off. The log of Trestle says why.");
  }

  private void removed(JsonNode node) {
    out()
        .printf(
            "Blocks %d to %d: their events were removed by retention on %s, after %d years.%n",
            node.path("firstBlock").asLong(),
            node.path("lastBlock").asLong(),
            node.path("at").asString().replaceFirst("T.*", ""),
            node.path("keptYears").asInt());
  }

  private int end(JsonNode summary) {
    long troubles = summary.path("troubles").asLong();
    if (json) {
      return troubles == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
    }
    out()
        .printf(
            "%d blocks with %d events checked; last block %s%n",
            summary.path("blocks").asLong(),
            summary.path("events").asLong(),
            summary.path("head").asString());
    return verdict(troubles);
  }

  private int verdict(long troubles) {
    out().println(troubles == 0 ? "Nothing is wrong." : troubles + " things are wrong.");
    return troubles == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
  }
}
