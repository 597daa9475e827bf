package dev.trestle.app.command;

import dev.trestle.app.audit.ExportFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What leaves the audit as a file: exports and reports, signed. */
final class AuditFiles {
  private AuditFiles() {}

  /** {@code trestle audit export}. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description =
          "Writes the audit of a period for an inspector, with its blocks and signatures.",
      footer = {
        "",
        "One JSON object a line. The file holds the questions that were asked, which can be patient",
        "data. It is checked when it is written; others check it with: trestle audit verify --file FILE"
      })
  static final class Export extends ConnectedCommand {
    @Option(names = "--from", required = true, description = "At or after: 2026-01-31T00:00:00Z.")
    private String from = "";

    @Option(names = "--to", description = "Before (default: now).")
    private @Nullable String to;

    @SuppressWarnings("NullAway.Init") // filled by picocli
    @Option(names = "--output", required = true, description = "A file that is not there yet.")
    private Path output;

    @Override
    public Integer call() throws IOException {
      Map<String, Object> request = new TreeMap<>();
      request.put("from", from);
      put(request, "to", to);
      RunningTrestle trestle = trestle();
      String key = trestle.get(AuditCommand.PATH + "/key").path("publicKey").asString();
      try (InputStream content = trestle.stream(AuditCommand.PATH + "/export", request).body()) {
        return save(content, key);
      }
    }

    private int save(InputStream content, String key) throws IOException {
      boolean whole =
          SavedFile.write(
              output,
              content,
              file -> {
                ExportFile.Summary summary =
                    ExportFile.check(
                        file, Optional.of(key), trouble -> out().println(trouble.text()));
                out()
                    .printf(
                        "%d blocks with %d events, signed with key %s%n",
                        summary.blocks(), summary.events(), summary.key());
                return summary.troubles() == 0;
              });
      out().println(whole ? "written: " + output : "Nothing is kept: the export is not whole.");
      return whole ? ExitCode.OK : ExitCode.NEGATIVE;
    }
  }

  /** {@code trestle audit report}. */
  @Command(
      name = "report",
      mixinStandardHelpOptions = true,
      description = "A report for an auditor, dated and signed, as Markdown or JSON.",
      footer = {
        "",
        "Reports: accesses (--patient or --person), activity (--actor), exports, roles, flows.",
        "Example: trestle audit report activity --actor anna --from 2026-01-01T00:00:00Z"
      })
  static final class Report extends ConnectedCommand {
    @Parameters(paramLabel = "REPORT", description = "accesses, activity, exports, roles or flows.")
    private String kind = "";

    @Option(names = "--patient", description = "Id of a Patient.")
    private @Nullable String patient;

    @Option(names = "--person", description = "Id of a Patient: all that are linked with it.")
    private @Nullable String person;

    @Option(names = "--actor", description = "Name of a user, as it stands in the audit.")
    private @Nullable String actor;

    @Option(names = "--from", description = "At or after: 2026-01-31T00:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", description = "Before (default: now).")
    private @Nullable String to;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Option(names = "--output", description = "A file that is not there yet (default: print it).")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
      Map<String, Object> request = new TreeMap<>();
      put(request, "patient", patient);
      put(request, "person", person);
      put(request, "actor", actor);
      put(request, "from", from);
      put(request, "to", to);
      request.put("format", json ? "json" : "markdown");
      try (InputStream content =
          trestle().stream(AuditCommand.PATH + "/reports/" + kind, request).body()) {
        if (output == null) {
          out().print(new String(content.readAllBytes(), StandardCharsets.UTF_8));
          out().flush();
        } else {
          SavedFile.write(output, content, file -> true);
          out().println("written: " + output);
        }
      }
      return ExitCode.OK;
    }
  }

  private static void put(Map<String, Object> request, String name, @Nullable String value) {
    if (value != null) {
      request.put(name, value);
    }
  }
}
