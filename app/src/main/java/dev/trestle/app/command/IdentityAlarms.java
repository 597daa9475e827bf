package dev.trestle.app.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code trestle identity alarms, alarm}. */
final class IdentityAlarms {
  private static final String PATH = IdentityCommand.PATH + "/alarms";

  private IdentityAlarms() {}

  /** {@code trestle identity alarms}. */
  @Command(
      name = "alarms",
      mixinStandardHelpOptions = true,
      description = {
        "Patient numbers that a source uses for somebody who is, by all that is known, another",
        "person than before. What the messages say of the patient is held. Holds no patient data."
      },
      footer = "Exit code 0 when there is none, 1 when there are some.")
  static final class Alarms extends IdentityCommand.Connected {
    @Option(names = "--after", description = "Goes on after this alarm: the next page.")
    private long after;

    @Option(names = "--all", description = "Also those that were decided.")
    private boolean all;

    @Option(names = "--json", description = "The answer of the API as it is.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode alarms = trestle().get(PATH + "?after=" + after + "&all=" + all);
      if (json) {
        out().println(alarms);
      } else {
        alarms.forEach(alarm -> print(alarm, out()));
      }
      return alarms.isEmpty() ? ExitCode.OK : ExitCode.NEGATIVE;
    }
  }

  private static void print(JsonNode alarm, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%d  %-5s  %.4f  %s  %s  entries %d to %d, %d messages, %d refused, since %s%s%n",
        alarm.path("id").asLong(),
        alarm.path("state").asString(),
        alarm.path("probability").asDouble(),
        alarm.path("source").asString(),
        alarm.path("patient").asString(),
        alarm.path("firstEntry").asLong(),
        alarm.path("lastEntry").asLong(),
        alarm.path("messages").asInt(),
        alarm.path("refused").asInt(),
        alarm.path("since").asString(),
        alarm.path("decidedBy").isString()
            ? ", decided by " + alarm.path("decidedBy").asString()
            : "");
  }

  /** What a person says. */
  enum Answer {
    SAME,
    OTHER
  }

  /** {@code trestle identity alarm}. */
  @Command(
      name = "alarm",
      mixinStandardHelpOptions = true,
      description = {
        "Shows an alarm, or decides it. same: it is one person, what is held takes effect as if it had never",
        "waited, and the same passes from now on; other: it is another person, it stays held and",
        "raises no further alarm. Messages that were refused are tried again with",
        "`trestle exceptions resubmit`."
      })
  static final class Alarm extends IdentityCommand.Connected {
    @Parameters(index = "0", paramLabel = "ALARM", description = "Number of the alarm.")
    private long id;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ANSWER", description = "same or other.")
    private @Nullable Answer answer;

    @Option(names = "--reason", description = "Why; kept sealed with the alarm.")
    private String reason = "";

    @Option(
        names = "--patients",
        description = "Prints both sides first: patient data. It is audited that you saw them.")
    private boolean patients;

    @Override
    public Integer call() {
      if (patients) {
        JsonNode detail = trestle().get(PATH + "/" + id);
        out().println(detail.path("stored"));
        out().println(detail.path("claimed"));
      }
      Answer said = answer;
      if (said == null) {
        JsonNode known = trestle().get(PATH + "?all=true&after=" + (id - 1)).path(0);
        if (known.path("id").asLong() != id) {
          out().println("There is no alarm " + id);
          return ExitCode.NEGATIVE;
        }
        print(known, out());
        return ExitCode.OK;
      }
      String word = said.name().toLowerCase(Locale.ROOT);
      JsonNode alarm =
          trestle().post(PATH + "/" + id + "/decide", Map.of("decision", word, "reason", reason));
      print(alarm, out());
      return ExitCode.OK;
    }
  }
}
