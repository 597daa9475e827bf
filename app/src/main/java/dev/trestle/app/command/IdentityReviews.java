package dev.trestle.app.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code trestle identity reviews, show, decide}. */
final class IdentityReviews {
  private static final String PATH = IdentityCommand.PATH + "/reviews";

  private IdentityReviews() {}

  /** {@code trestle identity reviews}. */
  @Command(
      name = "reviews",
      mixinStandardHelpOptions = true,
      description = "Pairs of records to look at, most urgent first. Holds no patient data.",
      footer = "Exit code 0 when there is none, 1 when there are some.")
  static final class Reviews extends IdentityCommand.Connected {
    @Option(names = "--after", description = "Goes on after this review: the next page.")
    private long after;

    @Option(
        names = "--proposed",
        description = "Only links that wait for a second person, the oldest first.")
    private boolean proposed;

    @Option(
        names = "--checks",
        description = "Only automatic links that were drawn to be checked: identity sample.")
    private boolean checks;

    @Option(names = "--json", description = "The answer of the API as it is.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode reviews =
          trestle().get(PATH + "?after=" + after + "&proposed=" + proposed + "&checks=" + checks);
      if (json) {
        out().println(reviews);
      } else {
        reviews.forEach(review -> print(review, out()));
      }
      return reviews.isEmpty() ? ExitCode.OK : ExitCode.NEGATIVE;
    }
  }

  private static void print(JsonNode review, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%d  %.4f  %s  %s  %s  since %s%s%s%n",
        review.path("id").asLong(),
        review.path("posterior").asDouble(),
        review.path("kind").asString(),
        review.path("first").asString(),
        review.path("second").asString(),
        review.path("openedAt").asString(),
        review.path("deferred").asBoolean() ? "  put off" : "",
        review.path("proposed").isObject()
            ? "  proposed by " + review.path("proposed").path("by").asString()
            : "");
  }

  /** {@code trestle identity show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "A review with its evidence: bits for (+) and against (-) one person.")
  static final class Show extends IdentityCommand.Connected {
    @Parameters(paramLabel = "REVIEW", description = "Number of the review.")
    private long id;

    @Option(
        names = "--patients",
        description = "Also the two Patients: patient data. It is audited that you saw them.")
    private boolean patients;

    @Override
    public Integer call() {
      JsonNode detail = trestle().get(PATH + "/" + id);
      print(detail.path("review"), out());
      out()
          .printf(
              Locale.ROOT,
              "two people of one household: %.4f; status %s; model %s%n",
              detail.path("household").asDouble(),
              detail.path("review").path("status").asString(),
              detail.path("review").path("model").asString());
      for (JsonNode line : detail.path("evidence")) {
        out()
            .printf(
                Locale.ROOT,
                "  %-12s %-16s %+7.1f bits, %+7.1f against a relative%n",
                line.path("field").asString(),
                line.path("level").asString(),
                line.path("bits").asDouble(),
                line.path("householdBits").asDouble());
      }
      detail
          .path("against")
          .forEach(veto -> out().println("  speaks against it: " + veto.asString()));
      for (JsonNode said : detail.path("said")) {
        out()
            .printf(
                "  %s %s: %s, %s. %s%n",
                said.path("at").asString(),
                said.path("actor").asString(),
                said.path("answer").asString(),
                said.path("step").asString(),
                said.path("note").asString());
      }
      if (patients) {
        trestle().get(PATH + "/" + id + "/patients").forEach(one -> out().println(one));
      }
      return ExitCode.OK;
    }
  }

  /** What a person says. */
  enum Answer {
    SAME,
    DIFFERENT,
    HOUSEHOLD,
    LATER
  }

  /** {@code trestle identity decide}. */
  @Command(
      name = "decide",
      mixinStandardHelpOptions = true,
      description = {
        "Answers a review. same: they are one person from now on; different: never again proposed",
        "nor linked, also over others; household: the same, and relatives of one household; later:",
        "needs more, stays open at the end of the list. Where the site needs two persons, same is a",
        "proposal until somebody else says it too."
      })
  static final class Decide extends IdentityCommand.Connected {
    @Parameters(index = "0", paramLabel = "REVIEW", description = "Number of the review.")
    private long id;

    @SuppressWarnings("NullAway.Init") // filled by picocli
    @Parameters(
        index = "1",
        paramLabel = "ANSWER",
        description = "same, different, household or later.")
    private Answer answer;

    @Option(names = "--reason", required = true, description = "Why; stands in the ledger.")
    private String reason = "";

    @Override
    public Integer call() {
      String word = answer.name().toLowerCase(Locale.ROOT);
      JsonNode done =
          trestle().post(PATH + "/" + id + "/decide", Map.of("decision", word, "reason", reason));
      String became =
          switch (done.path("step").asString()) {
            case "proposed" -> "proposed ";
            case "measured" -> "this pair was planted, and nothing changed: ";
            default -> "decided ";
          };
      out().println(became + id + ": " + word);
      return ExitCode.OK;
    }
  }
}
