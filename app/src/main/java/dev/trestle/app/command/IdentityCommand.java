package dev.trestle.app.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trestle identity}: which source records are one person. */
@Command(
    name = "identity",
    mixinStandardHelpOptions = true,
    description = {
      "Which source records are one person: reviews, show, decide, links, link, unlink,",
      "explain; who went to another person: changes;",
      "numbers that speak of another person than before: alarms, alarm;",
      "the model that decides: models, train, compare, activate, rollback; how right it is:",
      "automatic, sample; and those who review: reviewers, plant.",
      "Prints ids and levels of evidence; patient data only with --patients, which is audited."
    },
    subcommands = {
      IdentityReviews.Reviews.class,
      IdentityReviews.Show.class,
      IdentityReviews.Decide.class,
      IdentityLinks.Links.class,
      IdentityLinks.Link.class,
      IdentityLinks.Unlink.class,
      IdentityLinks.Changes.class,
      IdentityExplain.class,
      IdentityAlarms.Alarms.class,
      IdentityAlarms.Alarm.class,
      IdentityModels.Models.class,
      IdentityModels.Train.class,
      IdentityModels.Compare.class,
      IdentityModels.Activate.class,
      IdentityModels.Rollback.class,
      IdentityBand.Automatic.class,
      IdentityBand.Sample.class,
      IdentityBand.Plant.class,
      IdentityBand.Reviewers.class
    })
final class IdentityCommand extends CommandGroup {
  static final String PATH = "/api/identity";

  /** What all of them need. */
  abstract static class Connected implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // filled by picocli
    @Spec
    private CommandSpec spec;

    @Mixin private final DataOption data = new DataOption();

    @Option(
        names = "--token",
        paramLabel = "TOKEN",
        description = {
          "Who decides: a token of yours instead of that of this machine. Better as",
          "TRESTLE_TOKEN: other users of the machine see arguments."
        },
        defaultValue = "${env:TRESTLE_TOKEN}")
    private @Nullable String token;

    RunningTrestle trestle() {
      return token == null ? RunningTrestle.on(data.folder) : RunningTrestle.on(data.folder, token);
    }

    PrintWriter out() {
      return spec.commandLine().getOut();
    }
  }
}
