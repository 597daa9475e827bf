package dev.trestle.app.command;

import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import dev.trestle.transport.mllp.MllpFrames;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code trestle messages resend}: what a feed sent goes to an MLLP receiver once more. */
@Command(
    name = "resend",
    mixinStandardHelpOptions = true,
    description = "Sends messages of a feed again to a receiver: the last ones, or one patient's.",
    footer = {
      "",
      "Each goes as it came, oldest first, repeats included; over one connection they keep their",
      "order. Nothing is sent unless all could be read. The messages are held in memory, at most",
      "256 MB; for more, export them and use `trestle send`. It is recorded as an export, with the",
      "receiver and the reason. Exit code 0 when every message was accepted (AA or CA), 1 otherwise.",
      "Example: trestle messages resend --source mercy/lab --last 50 --to test:2575 --tls --reason \"…\""
    })
final class MessagesResendCommand extends ConnectedCommand {
  static final long BYTES_LIMIT = 256L << 20;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "HEALTH-SYSTEM/SOURCE",
      description = "The feed; `trestle source list` shows them.")
  private String source = "";

  @SuppressWarnings("NullAway.Init") // filled by picocli
  @ArgGroup(multiplicity = "1")
  private Which which;

  @Mixin private final Receiver receiver = new Receiver();

  @Option(names = "--reason", required = true, description = "Why; stands in the audit.")
  private String reason = "";

  /** One of these. */
  static final class Which {
    @Option(names = "--last", paramLabel = "N", description = "The last N messages.")
    private @Nullable Long last;

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
  public Integer call() throws IOException, InterruptedException {
    receiver.target();
    Map<String, Object> request =
        new TreeMap<>(Map.of("source", source, "reason", reason, "receiver", receiver.address()));
    if (which.last != null) {
      request.put("last", which.last);
    }
    if (which.patient != null) {
      request.put("patient", which.patient);
    }
    return receiver.send(messages(request), out());
  }

  private List<byte[]> messages(Map<String, Object> request) throws IOException {
    HttpResponse<InputStream> response = trestle().stream("/api/messages/export", request);
    try (InputStream body = response.body()) {
      long length = response.headers().firstValueAsLong("Content-Length").orElse(0);
      if (length > BYTES_LIMIT) {
        throw new TrestleException(
            ProblemCode.TOO_COSTLY,
            "The messages have "
                + (length >> 20)
                + " MB, and 256 MB are sent at once: take fewer, or `trestle messages export` and"
                + " `trestle send`");
      }
      List<byte[]> messages = MllpFrames.split(body.readAllBytes()).messages();
      if (messages.isEmpty()) {
        throw new TrestleException(ProblemCode.NOT_FOUND, "The feed sent nothing yet.");
      }
      return messages;
    }
  }
}
