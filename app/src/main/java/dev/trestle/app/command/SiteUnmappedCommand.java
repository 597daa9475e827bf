package dev.trestle.app.command;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code trestle site unmapped}: codes that are in no table. */
@Command(
    name = "unmapped",
    mixinStandardHelpOptions = true,
    description = "Codes that came and are in no table: how often, when, and an example.",
    footer = {
      "",
      "Without options: the tables. With --source and --table: the codes, which may be whatever",
      "somebody typed; that you looked is recorded. `perhaps` is what tables that are loaded say of",
      "the same code or words: nothing is applied, add a row when you know that it is right.",
      "Exit code 0 when every code was in its table, 1 when there are some to map."
    })
final class SiteUnmappedCommand extends ConnectedCommand {
  private static final String PATH = "/api/unmapped";

  @Option(names = "--source", description = "Name of the source, as HEALTH-SYSTEM/SOURCE.")
  private @Nullable String source;

  @Option(names = "--table", description = "Name of the table.")
  private @Nullable String table;

  @Option(names = "--json", description = "The answer of the API as it is.")
  private boolean json;

  @Override
  public Integer call() {
    String wantedTable = table;
    if (wantedTable != null && source == null) {
      throw new TrestleException(
          ProblemCode.REQUEST_INVALID,
          "--table needs --source; `trestle site unmapped` shows which there are");
    }
    JsonNode found =
        wantedTable == null
            ? trestle().get(PATH)
            : trestle()
                .get(
                    PATH
                        + "/codes?source="
                        + encoded(String.valueOf(source))
                        + "&table="
                        + encoded(wantedTable));
    if (json) {
      out().println(found);
    } else {
      for (JsonNode one : found) {
        if (wantedTable != null) {
          code(one);
        } else if (source == null || one.path("source").asString().equals(source)) {
          table(one);
        }
      }
    }
    return found.isEmpty() ? ExitCode.OK : ExitCode.NEGATIVE;
  }

  private void table(JsonNode one) {
    out()
        .printf(
            "%s  %s  %d codes, %d times, last %s%n",
            one.path("source").asString(),
            one.path("table").asString(),
            one.path("codes").asLong(),
            one.path("times").asLong(),
            one.path("lastAt").asString());
  }

  private void code(JsonNode one) {
    String code = one.path("code").asString();
    String text = one.path("text").asString();
    out()
        .printf(
            "%s%s  %d times, first %s, last %s, for example message %d%n",
            code.isEmpty() ? "(all further ones)" : code,
            text.isEmpty() ? "" : "  " + text,
            one.path("times").asLong(),
            one.path("firstAt").asString(),
            one.path("lastAt").asString(),
            one.path("example").asLong());
    one.path("suggestions").forEach(this::suggestion);
  }

  private void suggestion(JsonNode may) {
    String system = may.path("system").asString();
    String display = may.path("display").asString();
    out()
        .printf(
            "    perhaps %s%s%s  (%s, %s)%n",
            system.isEmpty() ? "" : system + "|",
            may.path("code").asString(),
            display.isEmpty() ? "" : "  " + display,
            may.path("why").asString(),
            may.path("place").asString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
