package dev.trestle.app.command;

import static dev.trestle.app.command.IdentityCommand.PATH;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The commands about models of the linking. */
final class IdentityModels {
  private static final String MODELS = PATH + "/models";
  private static final long POLL_MILLIS = 500;

  private IdentityModels() {}

  /** {@code trestle identity models}. */
  @Command(
      name = "models",
      mixinStandardHelpOptions = true,
      description = "Models that were trained here, and which one was in use when.")
  static final class Models extends IdentityCommand.Connected {
    @Override
    public Integer call() {
      JsonNode found = trestle().get(MODELS);
      out()
          .printf(
              Locale.ROOT,
              "in use: %s, review from %.2f, automatic from %.2f%n",
              found.path("active").asString(),
              found.path("reviewFrom").asDouble(),
              found.path("automaticFrom").asDouble());
      for (JsonNode model : found.path("models")) {
        out()
            .printf(
                "%d  %s  %s by %s at %s: %s%s%n",
                model.path("id").asLong(),
                model.path("version").asString("-"),
                model.path("state").asString(),
                model.path("actor").asString(),
                model.path("at").asString(),
                model.path("reason").asString(),
                model.path("step").asString().isEmpty()
                    ? ""
                    : " (" + model.path("step").asString() + ")");
      }
      for (JsonNode use : found.path("uses")) {
        out()
            .printf(
                "used since %s: %s by %s: %s%n",
                use.path("at").asString(),
                use.path("model").isNumber()
                    ? "model " + use.path("model").asLong()
                    : "the model that comes with Trestle",
                use.path("actor").asString(),
                use.path("reason").asString());
      }
      return ExitCode.OK;
    }
  }

  /** {@code trestle identity train}. */
  @Command(
      name = "train",
      mixinStandardHelpOptions = true,
      description = {
        "Trains a model on the people of this index: how often values agree, how frequent names",
        "are, how many doubles there are; people's decisions are learned from. Then shows what it",
        "would change. Nothing changes until it is activated."
      })
  static final class Train extends IdentityCommand.Connected {
    @Option(
        names = "--because",
        required = true,
        description = "Why, and why these thresholds; is kept with the model.")
    private String reason = "";

    @Option(
        names = "--review-from",
        paramLabel = "P",
        description = "Probability from which somebody looks at a pair; as now when left out.")
    private @Nullable Double reviewFrom;

    @Option(
        names = "--automatic-from",
        paramLabel = "P",
        description = "Probability from which a pair needs nobody; as now when left out.")
    private @Nullable Double automaticFrom;

    @Override
    public Integer call() {
      Map<String, Object> request = new HashMap<>();
      request.put("reason", reason);
      request.put("reviewFrom", reviewFrom);
      request.put("automaticFrom", automaticFrom);
      RunningTrestle trestle = trestle();
      long id = trestle.post(MODELS, request).path("id").asLong();
      String said = "";
      JsonNode model = listed(trestle, id);
      while (model.path("state").asString().equals("in-training")) {
        if (!model.path("step").asString().equals(said)) {
          said = model.path("step").asString();
          out().println("trestle: " + said);
          out().flush();
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
        model = listed(trestle, id);
      }
      if (model.path("state").asString().equals("failed")) {
        out().println("model " + id + " failed: " + model.path("step").asString());
        return ExitCode.NEGATIVE;
      }
      new Effect(trestle.get(MODELS + "/" + id), 0).print(out());
      out()
          .println(
              "./trestle identity compare "
                  + id
                  + " lists the persons; activate "
                  + id
                  + " takes it into use.");
      return ExitCode.OK;
    }
  }

  /**
   * How far a model is, from the list: looking at one with its persons is an event of the audit.
   */
  private static JsonNode listed(RunningTrestle trestle, long id) {
    for (JsonNode model : trestle.get(MODELS).path("models")) {
      if (model.path("id").asLong() == id) {
        return model;
      }
    }
    return trestle.get(MODELS + "/" + id);
  }

  /** {@code trestle identity compare}. */
  @Command(
      name = "compare",
      mixinStandardHelpOptions = true,
      description =
          "The persons that a trained model would merge or split, by the ids of Patients.")
  static final class Compare extends IdentityCommand.Connected {
    @Parameters(paramLabel = "MODEL", description = "Number of the model.")
    private long id;

    @Option(
        names = "--limit",
        defaultValue = "50",
        description = "Persons of each kind that are listed (default ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "The answer of the API as it is.")
    private boolean json;

    @Override
    public Integer call() {
      JsonNode model = trestle().get(MODELS + "/" + id);
      if (json) {
        out().println(model);
      } else if (model.path("effect").isObject()) {
        new Effect(model, limit).print(out());
      } else {
        out()
            .println(
                "model "
                    + id
                    + " is "
                    + model.path("state").asString()
                    + ": "
                    + model.path("step").asString());
      }
      return ExitCode.OK;
    }
  }

  /** {@code trestle identity activate}. */
  @Command(
      name = "activate",
      mixinStandardHelpOptions = true,
      description = "Takes a trained model into use: everybody is looked at again.")
  static final class Activate extends IdentityCommand.Connected {
    @Parameters(paramLabel = "MODEL", description = "Number of the model.")
    private long id;

    @Option(names = "--because", required = true, description = "Why; is kept with the model.")
    private String reason = "";

    @Override
    public Integer call() {
      JsonNode now = trestle().post(MODELS + "/" + id + "/activate", Map.of("reason", reason));
      out().println("in use: model " + id + ", " + now.path("version").asString());
      return ExitCode.OK;
    }
  }

  /** {@code trestle identity rollback}. */
  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = "Goes back to the model that was in use before.")
  static final class Rollback extends IdentityCommand.Connected {
    @Option(names = "--because", required = true, description = "Why; is kept with the model.")
    private String reason = "";

    @Override
    public Integer call() {
      JsonNode now = trestle().post(MODELS + "/rollback", Map.of("reason", reason));
      out()
          .println(
              "in use: "
                  + (now.path("id").isNumber()
                      ? "model " + now.path("id").asLong()
                      : "the model that comes with Trestle")
                  + ", "
                  + now.path("version").asString());
      return ExitCode.OK;
    }
  }

  /** What a model would change, as text. */
  private static final class Effect {
    private final JsonNode model;
    private final int limit;

    Effect(JsonNode model, int limit) {
      this.model = model;
      this.limit = limit;
    }

    void print(PrintWriter out) {
      JsonNode effect = model.path("effect");
      out.printf(
          "model %d of %d records and %d decisions%n",
          model.path("id").asLong(), model.path("records").asLong(), model.path("labels").asLong());
      out.printf(
          "automatic links %d now, %d then; pairs for a person %d now, %d then%n",
          effect.path("linksNow").asLong(),
          effect.path("linksThen").asLong(),
          effect.path("reviewsNow").asLong(),
          effect.path("reviewsThen").asLong());
      out.printf(
          "persons that would merge: %d, that would split: %d%n",
          effect.path("mergeCount").asLong(), effect.path("splitCount").asLong());
      list(out, "merge", effect.path("merges"));
      list(out, "split", effect.path("splits"));
    }

    private void list(PrintWriter out, String what, JsonNode persons) {
      int listed = 0;
      for (JsonNode person : persons) {
        if (listed++ == limit) {
          return;
        }
        StringBuilder line = new StringBuilder(what);
        person.forEach(id -> line.append(" Patient/").append(id.asString()));
        out.println(line);
      }
    }
  }
}
