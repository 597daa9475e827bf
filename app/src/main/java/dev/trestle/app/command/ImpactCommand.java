package dev.trestle.app.command;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code trestle impact}: what came of something that was wrong. */
@Command(
    name = "impact",
    mixinStandardHelpOptions = true,
    description = "What came of a source and period, a message, a mapping, a table row or a link.",
    footer = {
      "",
      "Counts first: versions of resources, whose they are, who read them since. With --export"
          + " every",
      "version goes to a file (.csv or .ndjson). Ids only, no patient data.",
      "A table row is looked for by translating again what holds its code, which takes a while.",
      "Exit code 0 when nothing came of it, 1 when something did.",
      "Example: trestle impact --source mercy/adt --from 2026-01-31T06:00:00Z --to"
          + " 2026-01-31T09:00:00Z"
    })
final class ImpactCommand extends ConnectedCommand {
  private static final String PATH = "/api/impact";
  private static final int SHOWN = 20;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @Spec
  private CommandSpec impact;

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @ArgGroup(multiplicity = "1")
  private CauseOptions cause;

  @Option(names = "--from", paramLabel = "TIME", description = "Received from here on.")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "Received before.")
  private @Nullable Instant to;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "Writes every version to FILE, by its ending .csv or .ndjson.")
  private @Nullable Path export;

  @Option(names = "--json", description = "The counts of the API as they are.")
  private boolean json;

  /** One of these. */
  static final class CauseOptions {
    @Option(
        names = "--source",
        paramLabel = "HEALTH-SYSTEM/SOURCE",
        description = "What a source sent; with --from and --to.")
    private @Nullable String source;

    @Option(names = "--message", paramLabel = "ENTRY", description = "One journal entry.")
    private @Nullable Long message;

    @Option(names = "--mapping", paramLabel = "HASH", description = "What a mapping translated.")
    private @Nullable String mapping;

    @ArgGroup(exclusive = false)
    private @Nullable RowOptions row;

    @Option(names = "--link", paramLabel = "LINK", description = "Charts that a link joined.")
    private @Nullable Long link;
  }

  /** Both of these. */
  static final class RowOptions {
    @Option(names = "--table", required = true, description = "A code table.")
    private String table = "";

    @Option(names = "--row", required = true, description = "The code of its row, as it is sent.")
    private String row = "";
  }

  @Override
  public Integer call() throws IOException {
    String question = "?" + question();
    JsonNode counts = trestle().get(PATH + question);
    if (json) {
      out().println(counts);
    } else {
      print(counts, question);
    }
    if (export != null) {
      write(export, question);
    }
    return counts.path("versions").asLong() == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
  }

  private String question() throws IOException {
    List<String> parameters = new ArrayList<>();
    if (cause.source != null) {
      if (from == null || to == null) {
        throw new CommandLine.ParameterException(
            impact.commandLine(), "--source needs --from and --to, like 2026-01-31T06:00:00Z");
      }
      parameters.add("source=" + encoded(cause.source));
      parameters.add("from=" + from);
      parameters.add("to=" + to);
    } else if (cause.message != null) {
      parameters.add("message=" + cause.message);
    } else if (cause.mapping != null) {
      parameters.add("mapping=" + encoded(cause.mapping));
    } else if (cause.row != null) {
      parameters.add("search=" + search(cause.row));
    } else {
      parameters.add("link=" + cause.link);
    }
    return String.join("&", parameters);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Searches and shows how far it is; the number of the search. */
  private long search(RowOptions row) throws IOException {
    Map<String, Object> question = new TreeMap<>(Map.of("table", row.table, "row", row.row));
    if (from != null) {
      question.put("from", from.toString());
    }
    if (to != null) {
      question.put("to", to.toString());
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                trestle().stream(PATH + "/search", question).body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode progress = RunningTrestle.progress(line);
        boolean done = progress.path("done").asBoolean();
        if (!json) {
          out()
              .printf(
                  "%s %d of %d entries looked at, %d used the row, %d could not be told%n",
                  done ? "Searched:" : "…",
                  progress.path("looked").asLong(),
                  progress.path("of").asLong(),
                  progress.path("found").asLong(),
                  progress.path("unknown").asLong());
          out().flush();
        }
        if (done) {
          return progress.path("search").asLong();
        }
      }
    }
    throw new TrestleException(
        ProblemCode.DATABASE_UNAVAILABLE, "The search broke off. The log of Trestle says why.");
  }

  private void print(JsonNode counts, String question) {
    out()
        .printf(
            "%d entries made %d versions of %d resources.%n",
            counts.path("entries").asLong(),
            counts.path("versions").asLong(),
            counts.path("resources").asLong());
    out()
        .printf(
            "They are of %d patients, who are %d persons; %d answers since held data of them, to %d"
                + " readers.%n",
            counts.path("patients").asLong(),
            counts.path("persons").asLong(),
            counts.path("reads").asLong(),
            counts.path("readers").asLong());
    JsonNode versions = trestle().get(PATH + "/versions" + question);
    int shown = 0;
    for (JsonNode row : versions) {
      if (shown++ == SHOWN) {
        out().println("… and more; --export writes all of them to a file.");
        break;
      }
      out()
          .printf(
              "  entry %d  %s/%s/_history/%d%n",
              row.path("seq").asLong(),
              row.path("type").asString(),
              row.path("id").asString(),
              row.path("version").asLong());
    }
  }

  private void write(Path file, String question) throws IOException {
    String format = file.toString().endsWith(".csv") ? "csv" : "ndjson";
    try (InputStream body = trestle().open(PATH + "/export" + question + "&format=" + format)) {
      Files.copy(body, file);
    }
    out().println("Written: " + file);
  }
}
