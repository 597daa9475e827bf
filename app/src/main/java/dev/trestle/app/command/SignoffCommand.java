package dev.trestle.app.command;

import dev.trestle.app.signoff.Signoffs;
import dev.trestle.app.site.SiteFolder;
import dev.trestle.app.site.SiteText;
import dev.trestle.app.site.SiteVersion;
import dev.trestle.kernel.problem.ProblemCode;
import dev.trestle.kernel.problem.TrestleException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code trestle signoff}: what clinicians say of what a mapping makes of a feed's messages. */
@Command(
    name = "signoff",
    mixinStandardHelpOptions = true,
    description = "The clinical sign-off of a feed's mapping: start, show.",
    footer = {
      "",
      "A pack of stored messages shows every rule that says something on the feed's traffic."
          + " People",
      "decide about each in the console, beside a readable chart. It is tied to the mapping's hash."
    },
    subcommands = {SignoffCommand.Start.class, SignoffCommand.Show.class})
final class SignoffCommand extends CommandGroup {
  private static final String PATH = SiteCommand.PATH + "/signoffs";
  private static final int RULES_SHOWN = 50;

  /** {@code trestle signoff start}. */
  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = "Chooses a pack of messages that a running Trestle has stored of a feed.",
      footer = {
        "",
        "Without --site it is of the active version, with it of the one in the folder, which is"
            + " not",
        "activated. Exit code 1 when the site has mistakes.",
        "Example: trestle signoff start --source mercy/adt"
      })
  static final class Start extends SiteCommand.Printing {

    @Mixin private final DataOption data = new DataOption();

    @Option(names = "--source", required = true, paramLabel = "HEALTH-SYSTEM/SOURCE")
    private String source = "";

    @Option(
        names = "--site",
        paramLabel = "SITE",
        description = "Folder of a site (default: the active version).")
    private @Nullable Path folder;

    @Option(
        names = "--last",
        paramLabel = "N",
        description = "From how many of the last messages (default: ${DEFAULT-VALUE}).")
    private long last = Signoffs.MESSAGES;

    @Option(
        names = "--count",
        paramLabel = "N",
        description =
            "How many messages the pack may have (default: ${DEFAULT-VALUE}); when that is too few"
                + " to show everything, it says so.")
    private int count = Signoffs.ITEMS;

    @Override
    public Integer call() throws IOException {
      Map<String, Object> question =
          new TreeMap<>(Map.of("source", source, "messages", last, "count", count));
      if (folder != null) {
        List<SiteText> texts = SiteFolder.texts(folder);
        if (!isGood(texts)) {
          return ExitCode.NEGATIVE;
        }
        question.put("files", texts);
      }
      RunningTrestle trestle = RunningTrestle.on(data.folder);
      JsonNode found = trestle.get(PATH + "/" + begun(trestle, question)).path("signoff");
      out().println(line(found));
      out()
          .printf(
              "  chosen from %d messages: %d of %d rules, rows, types and segments are shown%n",
              found.path("looked").asLong(),
              found.path("features").asLong() - found.path("missed").asLong(),
              found.path("features").asLong());
      out()
          .println(
              "  decide in the console: "
                  + trestle.address()
                  + "/console/signoffs/"
                  + found.path("signoff").asLong());
      out().flush();
      return ExitCode.OK;
    }

    private static long begun(RunningTrestle trestle, Map<String, Object> question)
        throws IOException {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  trestle.stream(PATH, question).body(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode answer = RunningTrestle.progress(line);
          if (answer.path("done").asBoolean()) {
            return answer.path("signoff").asLong();
          }
        }
      }
      throw new TrestleException(
          ProblemCode.DATABASE_UNAVAILABLE, "It broke off. The log of Trestle says why.");
    }
  }

  /** {@code trestle signoff show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "The sign-offs; with a number, its items and which to look at again.",
      footer = {
        "",
        "No patient data. Exit code 1 when the sign-off that was asked for is not approved, or an"
            + " item",
        "becomes something else under the active site."
      })
  static final class Show extends SiteCommand.Printing {
    @Mixin private final DataOption data = new DataOption();

    @Parameters(arity = "0..1", paramLabel = "SIGN-OFF", description = "Number of a sign-off.")
    private @Nullable Long number;

    @Option(names = "--json", description = "The answer as JSON.")
    private boolean json;

    @Override
    public Integer call() {
      RunningTrestle trestle = RunningTrestle.on(data.folder);
      JsonNode found = trestle.get(number == null ? PATH : PATH + "/" + number);
      if (json) {
        out().println(found);
      } else if (number == null) {
        found.forEach(each -> out().println(line(each)));
      } else {
        print(found);
      }
      out().flush();
      return number == null || isGood(found) ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    private static boolean isGood(JsonNode found) {
      return found.path("signoff").path("state").asString().equals("approved")
          && found
              .path("entries")
              .valueStream()
              .allMatch(item -> item.path("now").asString().equals("same"));
    }

    private void print(JsonNode found) {
      out().println(line(found.path("signoff")));
      JsonNode rules = found.path("rules");
      if (!rules.isArray()) {
        out().println("  its version is not kept, or does not fit this release");
      }
      rules
          .valueStream()
          .limit(RULES_SHOWN)
          .forEach(rule -> out().println("  differs: " + rule.asString()));
      if (rules.size() > RULES_SHOWN) {
        out().println("  … and " + (rules.size() - RULES_SHOWN) + " more; --json has them all");
      }
      for (JsonNode item : found.path("entries")) {
        out()
            .printf(
                "  item %d  entry %d  %s  %s%s%s%n",
                item.path("item").asInt(),
                item.path("seq").asLong(),
                item.path("type").asString(),
                item.path("decision").asString(),
                item.path("actor").isString() ? " by " + item.path("actor").asString() : "",
                again(item));
      }
    }

    private static String again(JsonNode item) {
      return switch (item.path("now").asString()) {
        case "same" -> "";
        case "differs" ->
            "; look again: "
                + (item.path("places").isEmpty()
                    ? "it becomes something else"
                    : String.join(
                        ", ", item.path("places").valueStream().map(JsonNode::asString).toList()));
        default -> "; look again: it cannot be told what it becomes now";
      };
    }
  }

  /** {@code sign-off 3 mercy/adt open: 2 of 12 approved, of the active mapping 5d0c9e1fb2aa}. */
  private static String line(JsonNode one) {
    String deciders =
        String.join(", ", one.path("deciders").valueStream().map(JsonNode::asString).toList());
    return "sign-off %d  %s  %s: %d of %d approved%s; %s (%s)%s"
        .formatted(
            one.path("signoff").asLong(),
            one.path("source").asString(),
            one.path("state").asString(),
            one.path("approved").asLong(),
            one.path("items").asLong(),
            one.path("rejected").asLong() > 0
                ? ", " + one.path("rejected").asLong() + " rejected"
                : "",
            one.path("standing").asString(),
            SiteVersion.shortened(one.path("mapping").asString()),
            deciders.isEmpty() ? "" : ", by " + deciders);
  }
}
