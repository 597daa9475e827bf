package dev.trestle.app.command;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code trestle messages}: what was received, as a file. */
@Command(
    name = "messages",
    mixinStandardHelpOptions = true,
    description = "Messages of a feed: export, resend.",
    subcommands = {MessagesCommand.Export.class, MessagesResendCommand.class})
final class MessagesCommand extends CommandGroup {
  /** {@code trestle messages export}. */
  @Command(
      name = "export",
      mixinStandardHelpOptions = true,
      description = "Writes messages of a feed to a file, oldest first, each as it came.",
      footer = {
        "",
        "At most 100,000 messages; repeats are among them. The file holds MLLP frames, which",
        "`trestle send` reads. It is patient data: only its owner can read it, and the export is",
        "recorded with its reason. A file is there only when it is whole. By patient, what came within",
        "the last second may not be found yet.",
        "Example: trestle messages export --source mercy/lab --last 500 --output lab.hl7 --reason \"…\""
      })
  static final class Export extends ConnectedCommand {
    @Option(
        names = "--source",
        required = true,
        paramLabel = "HEALTH-SYSTEM/SOURCE",
        description = "The feed; `trestle source list` shows them.")
    private String source = "";

    @SuppressWarnings("NullAway.Init") // filled by picocli
    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(
        names = "--to",
        paramLabel = "TIME",
        description = "With --from: received before (default: now).")
    private @Nullable Instant to;

    @SuppressWarnings("NullAway.Init") // filled by picocli
    @Option(
        names = "--output",
        required = true,
        paramLabel = "FILE",
        description = "A file that is not there yet.")
    private Path output;

    @Option(names = "--reason", required = true, description = "Why; stands in the audit.")
    private String reason = "";

    /** One of these. */
    static final class Which {
      @Option(names = "--last", paramLabel = "N", description = "The last N messages.")
      private @Nullable Long last;

      @Option(
          names = "--from",
          paramLabel = "TIME",
          description = "Received from here on: 2026-01-31T06:00:00Z.")
      private @Nullable Instant from;

      @Option(
          names = "--patient",
          paramLabel = "PATIENT",
          description = {
            "Those about one patient: Patient/ID as the console and the API show it, or a number:",
            "4711, 4711^^^HOSP (which others on this machine can see while the command runs)."
          })
      private @Nullable String patient;
    }

    @Override
    public Integer call() throws IOException {
      if (which.from == null && to != null) {
        throw new TrestleException(ProblemCode.REQUEST_INVALID, "--to goes with --from");
      }
      SavedFile.free(output);
      Map<String, Object> request = new TreeMap<>(Map.of("source", source, "reason", reason));
      put(request, "last", which.last);
      put(request, "from", which.from);
      put(request, "to", to);
      put(request, "patient", which.patient);
      try (InputStream content = trestle().stream("/api/messages/export", request).body()) {
        SavedFile.write(output, content, file -> true);
      }
      out().println("written: " + output);
      return ExitCode.OK;
    }

    private static void put(Map<String, Object> request, String name, @Nullable Object value) {
      if (value != null) {
        request.put(name, value.toString());
      }
    }
  }
}
