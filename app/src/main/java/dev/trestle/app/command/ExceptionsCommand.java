package dev.trestle.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
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

/** {@code trestle exceptions}: messages that could not go on, and what can be done about them. */
@Command(
    name = "exceptions",
    mixinStandardHelpOptions = true,
    description = "Messages that could not go on: list, show, resubmit, correct, dismiss.",
    subcommands = {
      ExceptionsCommand.List.class,
      ExceptionsCommand.Show.class,
      ExceptionsCommand.Resubmit.class,
      ExceptionsCommand.Correct.class,
      ExceptionsCommand.Dismiss.class
    })
final class ExceptionsCommand extends CommandGroup {
  private static final String PATH = "/api/exceptions";

  /** What all of them need. */
  abstract static class Connected implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // filled by picocli
    @Spec
    private CommandSpec spec;

    @Mixin private final DataOption data = new DataOption();

    RunningTrestle trestle() {
      return RunningTrestle.on(data.folder);
    }

    PrintWriter out() {
      return spec.commandLine().getOut();
    }
  }

  /** {@code trestle exceptions list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Open exceptions by cause, and the oldest one by one. Holds no patient data.",
      footer = "Exit code 0 when there is none, 1 when there are some.")
  static final class List extends Connected {
    @Option(names = "--json", description = "The answer of the API as it is.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode listing = trestle().get(PATH);
      if (json) {
        out().println(listing);
      } else {
        listing
            .path("groups")
            .forEach(
                group ->
                    out()
                        .printf(
                            "%d × %s at %s from %s, first entry %d, since %s%n",
                            group.path("count").asLong(),
                            group.path("code").asString(),
                            where(group),
                            group.path("source").asString(),
                            group.path("first").asLong(),
                            group.path("oldest").asString()));
        listing.path("exceptions").forEach(item -> print(item, out()));
      }
      return listing.path("exceptions").isEmpty() ? ExitCode.OK : ExitCode.NEGATIVE;
    }
  }

  private static String where(JsonNode node) {
    String location = node.path("location").asString();
    return location.isEmpty() ? "the message" : location;
  }

  private static void print(JsonNode item, PrintWriter out) {
    out.printf(
        "%d %s from %s: %s at %s; %d waiting, %d attempts%n  %s%n  %s%n",
        item.path("seq").asLong(),
        item.path("type").asString(),
        item.path("source").asString(),
        item.path("code").asString(),
        where(item),
        item.path("waiting").asLong(),
        item.path("attempts").asInt(),
        item.path("text").asString(),
        item.path("advice").asString());
  }

  /** {@code trestle exceptions show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "One exception with its message. Shows patient data; the view is audited.")
  static final class Show extends Connected {
    @Parameters(paramLabel = "ENTRY", description = "Number of the entry.")
    private long seq;

    @Option(names = "--raw", description = "Only the bytes of the message, to correct them.")
    private boolean raw;

    @Override
    public Integer call() {
      JsonNode detail = trestle().get(PATH + "/" + seq + "/message");
      byte[] message = Base64.getDecoder().decode(detail.path("raw").asString());
      String text = new String(message, StandardCharsets.ISO_8859_1);
      if (raw) {
        out().print(text);
        out().flush();
        return ExitCode.OK;
      }
      print(detail.path("exception"), out());
      detail
          .path("history")
          .forEach(
              decision ->
                  out()
                      .printf(
                          "  %s %s by %s: %s%n",
                          decision.path("at").asString(),
                          decision.path("kind").asString(),
                          decision.path("actor").asString(),
                          decision.path("reason").asString()));
      out().println(text.replace('\r', '\n'));
      return ExitCode.OK;
    }
  }

  /** A decision with its reason. */
  abstract static class Decision extends Connected {
    @Parameters(paramLabel = "ENTRY", description = "Number of the entry.")
    private long seq;

    @Option(names = "--reason", required = true, description = "Why; stands in the history.")
    private String reason = "";

    Integer decide(String action, Map<String, Object> more) {
      Map<String, Object> request = new TreeMap<>(more);
      request.put("reason", reason);
      JsonNode answer = trestle().post(PATH + "/" + seq + "/" + action, request);
      String copy =
          answer.path("copy").isNumber() ? ", corrected copy is entry " + answer.path("copy") : "";
      out().println(answer.path("decision").asString() + " " + seq + copy);
      return ExitCode.OK;
    }
  }

  /** {@code trestle exceptions resubmit}. */
  @Command(
      name = "resubmit",
      mixinStandardHelpOptions = true,
      description = "Tries an exception again, with the active site.")
  static final class Resubmit extends Decision {
    @Override
    public Integer call() {
      return decide("resubmit", Map.of());
    }
  }

  /** {@code trestle exceptions dismiss}. */
  @Command(
      name = "dismiss",
      mixinStandardHelpOptions = true,
      description = "Ends an exception without applying it; what waited for it goes on.")
  static final class Dismiss extends Decision {
    @Override
    public Integer call() {
      return decide("dismiss", Map.of());
    }
  }

  /** {@code trestle exceptions correct}. */
  @Command(
      name = "correct",
      mixinStandardHelpOptions = true,
      description = "Applies a corrected copy in place of the message; the original is kept.",
      footer =
          "Example: trestle exceptions show 17 --raw > m.hl7; edit m.hl7; "
              + "trestle exceptions correct 17 --file m.hl7 --reason \"PID-3 was empty\"")
  static final class Correct extends Decision {
    @Option(names = "--file", required = true, description = "File of the corrected message.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
      String raw = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
      return decide("message", Map.of("raw", raw));
    }
  }
}
