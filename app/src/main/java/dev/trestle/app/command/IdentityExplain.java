package dev.trestle.app.command;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code trestle identity explain}. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Why two records are one person or not: what each field says, in bits for (+) and against"
          + " (-)",
      "one person, and what would have changed the outcome. Prints no value of either."
    })
final class IdentityExplain extends IdentityCommand.Connected {
  private static final int BITS_OF_A_SIGN = 2;

  @Parameters(index = "0", paramLabel = "PATIENT", description = "Id or Patient/id.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "PATIENT", description = "Id or Patient/id.")
  private String second = "";

  @Option(names = "--json", description = "The answer of the API as it is.")
  private boolean json;

  @Override
  public Integer call() {
    JsonNode found =
        trestle()
            .get(
                IdentityCommand.PATH
                    + "/explain?first="
                    + encode(first)
                    + "&second="
                    + encode(second));
    if (json) {
      out().println(found);
      return ExitCode.OK;
    }
    String link = found.path("link").asString();
    out()
        .printf(
            "%s and %s: %s%s%n",
            found.path("first").asString(),
            found.path("second").asString(),
            found.path("onePerson").asBoolean() ? "one person" : "not one person",
            link.isEmpty() ? "" : ", linked: " + link);
    if (found.path("now").isObject()) {
      print(found.path("now"));
    }
    out().println(found.path("outcome").asString());
    found.path("now").path("changes").forEach(text -> out().println(text.asString()));
    if (found.path("decided").isObject()) {
      out().println("When the link was made:");
      print(found.path("decided"));
      nearest(found.path("nearest"));
    }
    return ExitCode.OK;
  }

  private void nearest(JsonNode candidate) {
    String record = candidate.path("record").asString();
    if (candidate.isObject()) {
      out()
          .println(
              record.isEmpty()
                  ? "  Nobody else came to a probability of 0.1."
                  : String.format(
                      Locale.ROOT,
                      "  Nearest of those who were not taken for this person: %s, %.4f",
                      record,
                      candidate.path("same").asDouble()));
    }
  }

  private void print(JsonNode fall) {
    for (JsonNode step : fall.path("steps")) {
      out()
          .printf(
              Locale.ROOT,
              "  %-13s %-17s %+6.1f %-11s sum %+6.1f%n",
              step.path("field").asString(),
              step.path("level").asString(),
              step.path("bits").asDouble(),
              bar(step.path("bits").asDouble()),
              step.path("sum").asDouble());
    }
    out()
        .printf(
            Locale.ROOT,
            "  %+.1f bits against two strangers, %+.1f against two of one household: %.4f; model"
                + " %s%n",
            fall.path("stranger").asDouble(),
            fall.path("relative").asDouble(),
            fall.path("posterior").asDouble(),
            fall.path("model").asString());
    fall.path("against").forEach(text -> out().println("  against it: " + text.asString()));
    fall.path("held").forEach(text -> out().println("  " + text.asString()));
  }

  private static String bar(double bits) {
    return (bits < 0 ? "-" : "+").repeat((int) Math.ceil(Math.abs(bits) / BITS_OF_A_SIGN));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
