package dev.trestle.app.command;

import static dev.trestle.app.command.IdentityCommand.PATH;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The commands about how right automatic links are, and about those who review. */
final class IdentityBand {
  private static final String AUTOMATIC = PATH + "/automatic";

  private IdentityBand() {}

  /** {@code trestle identity automatic}. */
  @Command(
      name = "automatic",
      mixinStandardHelpOptions = true,
      description = {
        "From which probability links are made by themselves, how often people found them wrong,",
        "and when that tightened the threshold."
      },
      footer = "Exit code 0 when nothing speaks against the target, 1 when it is missed.")
  static final class Automatic extends IdentityCommand.Connected {
    @Option(names = "--rollback", description = "Takes back the last tightening. Needs --because.")
    private boolean rollback;

    @Option(names = "--because", description = "Why; is kept.", defaultValue = "")
    private String reason = "";

    @Override
    public Integer call() {
      RunningTrestle trestle = trestle();
      if (rollback) {
        trestle.post(AUTOMATIC + "/rollback", Map.of("reason", reason));
      }
      JsonNode state = trestle.get(AUTOMATIC);
      out()
          .printf(
              Locale.ROOT,
              "automatic from %.4f (the model says %.4f), target %.4f, as it is since %s%n",
              state.path("from").asDouble(),
              state.path("ofModel").asDouble(),
              state.path("target").asDouble(),
              state.path("since").asString());
      JsonNode errors = state.path("errors");
      out()
          .printf(
              Locale.ROOT,
              "checked %d, of them two people %d: with 95 %% confidence right %.5f to %.5f; %d wait,"
                  + " %d without an error would show the target%n",
              errors.path("of").asLong(),
              errors.path("hits").asLong(),
              1 - errors.path("upper").asDouble(),
              1 - errors.path("lower").asDouble(),
              state.path("open").asLong(),
              state.path("enough").asLong());
      out()
          .printf(
              "taken apart by people %d of %d%n",
              state.path("undone").path("hits").asLong(), state.path("undone").path("of").asLong());
      for (JsonNode change : state.path("history")) {
        out()
            .printf(
                "%s %s by %s: %s%n",
                change.path("at").asString(),
                change.path("automaticFrom").isNumber()
                    ? "from " + change.path("automaticFrom").asDouble()
                    : "as the model",
                change.path("actor").asString(),
                change.path("reason").asString());
      }
      return state.path("missed").asBoolean() ? ExitCode.NEGATIVE : ExitCode.OK;
    }
  }

  /** {@code trestle identity sample}. */
  @Command(
      name = "sample",
      mixinStandardHelpOptions = true,
      description = {
        "Draws automatic links at random for people to check: identity reviews --checks. Same says",
        "that one is right and changes nothing; different takes it apart."
      })
  static final class Sample extends IdentityCommand.Connected {
    @Option(
        names = "--size",
        defaultValue = "100",
        description = "How many (default ${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "--because", required = true, description = "Why; is audited.")
    private String reason = "";

    @Override
    public Integer call() {
      JsonNode done = trestle().post(AUTOMATIC + "/sample", Map.of("size", size, "reason", reason));
      out().println("drawn " + done.path("drawn").asInt());
      return ExitCode.OK;
    }
  }

  /** {@code trestle identity plant}. */
  @Command(
      name = "plant",
      mixinStandardHelpOptions = true,
      description = {
        "Puts pairs whose answer is known among the reviews, to measure who answers them: one that",
        "somebody else decided, or, with --draw, some that two people answered alike. An answer",
        "changes nothing. What came of it: identity reviewers. Without anything: how it stands."
      })
  static final class Plant extends IdentityCommand.Connected {
    @Parameters(index = "0", arity = "0..1", paramLabel = "REVIEW", description = "Its number.")
    private @Nullable Long review;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "ANSWER",
        description = "What the answer is: same or different.")
    private @Nullable String answer;

    @Option(names = "--draw", description = "So many, at random.")
    private @Nullable Integer draw;

    @Option(names = "--because", description = "Why; is audited.", defaultValue = "")
    private String reason = "";

    @Override
    public Integer call() {
      RunningTrestle trestle = trestle();
      if (draw != null) {
        JsonNode done = trestle.post(PATH + "/known-pairs", Map.of("size", draw, "reason", reason));
        out().println("planted " + done.path("planted").asInt());
      } else if (review != null) {
        trestle.post(
            PATH + "/reviews/" + review + "/plant",
            Map.of("answer", answer == null ? "" : answer, "reason", reason));
        out().println("planted");
      } else {
        JsonNode state = trestle.get(PATH + "/known-pairs");
        out()
            .printf(
                "%d planted and open, %d answered, %d more are known%n",
                state.path("open").asLong(),
                state.path("answered").asLong(),
                state.path("left").asLong());
      }
      return ExitCode.OK;
    }
  }

  /** {@code trestle identity reviewers}. */
  @Command(
      name = "reviewers",
      mixinStandardHelpOptions = true,
      description = "How much people review, and how often a second person agrees with the first.")
  static final class Reviewers extends IdentityCommand.Connected {
    @Option(
        names = "--days",
        defaultValue = "90",
        description = "Of the last days (default ${DEFAULT-VALUE}).")
    private int days;

    @Override
    public Integer call() {
      JsonNode work = trestle().get(PATH + "/reviewers?days=" + days);
      for (JsonNode one : work.path("reviewers")) {
        out()
            .printf(
                Locale.ROOT,
                "%s: %d answers (same %d, different %d, household %d, later %d), %.0f in an hour%n",
                one.path("name").asString(),
                one.path("answers").asLong(),
                one.path("same").asLong(),
                one.path("different").asLong(),
                one.path("household").asLong(),
                one.path("later").asLong(),
                one.path("perHour").asDouble());
      }
      for (JsonNode pair : work.path("pairs")) {
        agreement(
            pair.path("second").asString() + " agrees with " + pair.path("first").asString(),
            pair.path("agreement"));
      }
      agreement("a second person agrees", work.path("agreement"));
      for (JsonNode one : work.path("measured")) {
        agreement(
            "%s is right on pairs whose answer is known (two people taken for one %d, one for two %d)"
                .formatted(
                    one.path("name").asString(),
                    one.path("wronglySame").asLong(),
                    one.path("wronglyDifferent").asLong()),
            one.path("right"));
      }
      agreement("all of them", work.path("right"));
      return ExitCode.OK;
    }

    private void agreement(String who, JsonNode interval) {
      out()
          .printf(
              Locale.ROOT,
              "%s: %d of %d (95 %%: %.3f to %.3f)%n",
              who,
              interval.path("hits").asLong(),
              interval.path("of").asLong(),
              interval.path("lower").asDouble(),
              interval.path("upper").asDouble());
    }
  }
}
